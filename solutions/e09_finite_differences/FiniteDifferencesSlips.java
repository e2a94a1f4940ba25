package e09_finite_differences;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in finite differences. */
final class FiniteDifferencesSlips extends Slips implements FiniteDifferences {
  /** Moves what belongs to entry (i, j). */
  private interface Move {
    void by(Matrix m, int i, int j, double step);
  }

  /** The derivative from the loss above, at and below the weight. */
  private interface Difference {
    double of(double above, double here, double below, double step);
  }

  /** The weights that a loss above and one below are measured from. */
  private record Copies(Matrix above, Matrix below) {}

  /** What the next weight is measured from. */
  private interface Next {
    Copies after(Copies from, Copies moved);
  }

  @Override
  public Matrix gradient(Matrix w, Matrix x, Matrix y, double h) {
    DoubleUnaryOperator step = step(h);
    ToDoubleFunction<Matrix> loss = loss(x, y);
    Move move = move();
    Difference difference = difference();
    Next next = next();
    Matrix gradient = new Matrix(w.rows(), w.cols());
    Copies from = new Copies(w, w);
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.cols(); j++) {
        double by = step.applyAsDouble(w.get(i, j));
        double here = loss.applyAsDouble(from.below);
        Copies moved = new Copies(from.above.copy(), from.below.copy());
        move.by(moved.above, i, j, by);
        double above = loss.applyAsDouble(moved.above);
        move.by(moved.below, i, j, -by);
        double below = loss.applyAsDouble(moved.below);
        gradient.set(i, j, difference.of(above, here, below, by));
        from = next.after(from, moved);
      }
    }
    return at("the result", () -> gradient)
        .or(
            "the exact derivative is returned, by a rule: here it is to be measured, with the h"
                + " that is given, and so it comes out a little different.",
            () -> derivative(w, x, y))
        .or(
            "the gradient is averaged over the weights: every weight has its own entry, (L(w + h) −"
                + " L(w − h)) / 2h.",
            () -> gradient.scale(1.0 / w.data().length))
        .or(
            "new weights are returned: the step down the slope is the optimiser's, here only the"
                + " gradient is asked for.",
            () -> w.minus(gradient))
        .or(
            "new weights are returned: the step down the slope is the optimiser's, here only the"
                + " gradient is asked for.",
            () -> w.minus(gradient.scale(h)))
        .or(
            "the gradient is brought to length 1: return it as it is.",
            () -> gradient.scale(1 / gradient.norm()))
        .or(
            "every weight gets the sum of the gradient: each has its own entry.",
            () -> gradient.map(v -> total(gradient)))
        .or(
            "the entries are added up as the loop goes on: each is a difference of its own.",
            () -> addedUp(gradient))
        .or(
            "the gradient is clipped: clipping belongs to the training. Return" + " it as it is.",
            () -> gradient.map(v -> Math.max(-0.1, Math.min(0.1, v))))
        .get();
  }

  /** Where the next weight is measured. */
  private Next next() {
    String stays =
        "a weight is not put back: the next ones are measured with it moved. Keep the old number"
            + " and set it again, or take a new copy for each weight.";
    return this.<Next>at("after a weight", () -> (from, moved) -> from)
        .or(stays, () -> (from, moved) -> new Copies(moved.below, moved.below))
        .or(stays, () -> (from, moved) -> new Copies(moved.above, moved.above))
        .or(stays, () -> (from, moved) -> new Copies(moved.above, from.below))
        .or(stays, () -> (from, moved) -> new Copies(from.above, moved.below))
        .or(stays, () -> (from, moved) -> moved)
        .get();
  }

  private DoubleUnaryOperator step(double h) {
    return this.<DoubleUnaryOperator>at("the step", () -> v -> h)
        .or("h is not used: a fixed small number is taken in its place.", () -> v -> 1e-5)
        .or("h is not used: a fixed small number is taken in its place.", () -> v -> 1e-4)
        .or("h is not used: a fixed small number is taken in its place.", () -> v -> 1e-6)
        .or(
            "the weight is moved by h / 2 to each side: by h to each side, so that the points"
                + " are 2h apart.",
            () -> v -> h / 2)
        .or("the weight is moved by 2h to each side: by h to each side.", () -> v -> 2 * h)
        .or("the weight is moved by h²: by h to each side.", () -> v -> h * h)
        .or(
            "the step grows with the weight: here h is the same for every weight.",
            () -> v -> h * (1 + Math.abs(v)))
        .or("the weight is moved by h times itself: h is a step, not a share.", () -> v -> h * v)
        .get();
  }

  private ToDoubleFunction<Matrix> loss(Matrix x, Matrix y) {
    return this.<ToDoubleFunction<Matrix>>at("the loss", () -> m -> FiniteDifferences.loss(m, x, y))
        .or(
            "the loss is not divided by the number of examples: it must be 1/(2N) times the sum"
                + " of the squares. Call FiniteDifferences.loss.",
            () -> m -> x.rows() * FiniteDifferences.loss(m, x, y))
        .or(
            "the loss is divided by the units, too: it must be 1/(2N) times the sum of the"
                + " squares. Call FiniteDifferences.loss.",
            () -> m -> FiniteDifferences.loss(m, x, y) / y.cols())
        .or(
            "the loss has no tanh: it compares tanh(x·w) with y. Call FiniteDifferences.loss.",
            () -> m -> squares(x.matmul(m).minus(y)) / (2 * x.rows()))
        .or(
            "y is not in the loss: it compares tanh(x·w) with y. Call FiniteDifferences.loss.",
            () -> m -> FiniteDifferences.loss(m, x, y.scale(0)))
        .or(
            "the root of the loss is taken: call FiniteDifferences.loss, and take what it gives.",
            () -> m -> Math.sqrt(FiniteDifferences.loss(m, x, y)))
        .or(
            "the sum of tanh(x·w) is taken for the loss: call FiniteDifferences.loss.",
            () -> m -> total(x.matmul(m).map(Math::tanh)))
        .get();
  }

  private Move move() {
    return this.<Move>at("what is moved", () -> (m, i, j, by) -> add(m, i, j, by))
        .or(
            "all weights are moved at once: one at a time, or all entries come out the same.",
            () ->
                (m, i, j, by) -> {
                  for (int k = 0; k < m.data().length; k++) {
                    m.data()[k] += by;
                  }
                })
        .or(
            "a whole row of weights is moved: one weight at a time.",
            () ->
                (m, i, j, by) -> {
                  for (int c = 0; c < m.cols(); c++) {
                    add(m, i, c, by);
                  }
                })
        .or(
            "a whole column of weights is moved: one weight at a time.",
            () ->
                (m, i, j, by) -> {
                  for (int r = 0; r < m.rows(); r++) {
                    add(m, r, j, by);
                  }
                })
        .or(
            "the weight is set to h and −h: to w + h and w − h.",
            () -> (m, i, j, by) -> m.set(i, j, by))
        .or(
            "rows and columns of the weights are exchanged: i counts the rows, up to w.rows(), j"
                + " the columns, and the weight is in row i, column j.",
            () -> (m, i, j, by) -> add(m, j, i, by))
        .or(
            "the weight is moved in row 0 alone: in row i.",
            () -> (m, i, j, by) -> add(m, 0, j, by))
        .or(
            "the weight is moved in column 0 alone: in column j.",
            () -> (m, i, j, by) -> add(m, i, 0, by))
        .get();
  }

  private Difference difference() {
    return this.<Difference>at(
            "the difference", () -> (above, here, below, h) -> (above - below) / (2 * h))
        .or(
            "the difference is taken to one side: (L(w + h) − L(w)) / h is off by about h. Move the"
                + " weight to both sides.",
            () -> (above, here, below, h) -> (above - here) / h)
        .or(
            "the difference is taken to the lower side: (L(w) − L(w − h)) / h is off by about h."
                + " Move the weight to both sides.",
            () -> (above, here, below, h) -> (here - below) / h)
        .or(
            "the gradient is twice as large: the two points are 2h apart, so divide by 2h. If"
                + " you do, is the ½ of the loss missing?",
            () -> (above, here, below, h) -> (above - below) / h)
        .or(
            "the sign is wrong: it must be the loss above minus the loss below.",
            () -> (above, here, below, h) -> (below - above) / (2 * h))
        .or(
            "the bracket of 2h is missing: / 2 * h divides by 2 and multiplies by h. Write / (2 *"
                + " h).",
            () -> (above, here, below, h) -> (above - below) / 2 * h)
        .or(
            "the difference is not divided: divide it by 2h.",
            () -> (above, here, below, h) -> above - below)
        .or(
            "the difference is multiplied by 2h: it must be divided.",
            () -> (above, here, below, h) -> (above - below) * 2 * h)
        .or(
            "the two losses are added: they must be subtracted.",
            () -> (above, here, below, h) -> (above + below) / (2 * h))
        .or(
            "the second derivative is measured: the first one is (L(w + h) − L(w − h)) / 2h.",
            () -> (above, here, below, h) -> (above - 2 * here + below) / (h * h))
        .or(
            "the sign is lost: a gradient may be negative.",
            () -> (above, here, below, h) -> Math.abs(above - below) / (2 * h))
        .or(
            "only one side is measured, and divided by 2h: the other point belongs at w − h. w +"
                + " h − h is w itself.",
            () -> (above, here, below, h) -> (above - here) / (2 * h))
        .or(
            "only the lower side is measured, and divided by 2h: the other point belongs at w +"
                + " h. Is its loss taken before the weight is moved?",
            () -> (above, here, below, h) -> (here - below) / (2 * h))
        .or(
            "the difference is always 0: are both losses those of the same weights, or is the"
                + " loss 0 itself? In whole numbers 1 / 2 is 0.",
            () -> (above, here, below, h) -> 0)
        .or(
            "the difference is divided by the loss: divide it by 2h alone.",
            () -> (above, here, below, h) -> (above - below) / (2 * h) / here)
        .or(
            "the loss at w + h is divided by 2h: the loss at w − h is to be subtracted first.",
            () -> (above, here, below, h) -> above / (2 * h))
        .get();
  }

  private static void add(Matrix m, int i, int j, double by) {
    m.set(i, j, m.get(i, j) + by);
  }

  private static Matrix derivative(Matrix w, Matrix x, Matrix y) {
    Matrix p = x.matmul(w).map(Math::tanh);
    Matrix dz = p.minus(y).hadamard(p.map(v -> 1 - v * v));
    return x.transpose().matmul(dz).scale(1.0 / x.rows());
  }

  private static Matrix addedUp(Matrix m) {
    Matrix sums = m.copy();
    for (int k = 1; k < sums.data().length; k++) {
      sums.data()[k] += sums.data()[k - 1];
    }
    return sums;
  }

  private static double squares(Matrix m) {
    return total(m.hadamard(m));
  }

  private static double total(Matrix m) {
    return m.sumRows().transpose().sumRows().get(0, 0);
  }
}
