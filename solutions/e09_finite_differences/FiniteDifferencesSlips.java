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

  /** The derivative from the losses where the weight is moved. */
  private interface Difference {
    double of(DoubleUnaryOperator loss, double step);
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
        gradient.set(i, j, difference.of(losses(from, loss, move, i, j), by));
        Copies moved = new Copies(from.above.copy(), from.below.copy());
        move.by(moved.above, i, j, by);
        move.by(moved.below, i, j, -by);
        from = next.after(from, moved);
      }
    }
    return result(signed(gradient), w, x, y, h);
  }

  /** The loss by how far a weight is moved. */
  private static DoubleUnaryOperator losses(
      Copies from, ToDoubleFunction<Matrix> loss, Move move, int i, int j) {
    return by -> {
      Matrix moved = (by > 0 ? from.above : from.below).copy();
      if (by != 0) {
        move.by(moved, i, j, by);
      }
      return loss.applyAsDouble(moved);
    };
  }

  private Matrix signed(Matrix gradient) {
    Matrix scaled =
        at("the factor", () -> gradient)
            .or(
                "all is twice as large as it must be: is it divided by h in place of 2h, or is the"
                    + " ½ of the loss missing?",
                () -> gradient.scale(2))
            .get();
    return at("the sign", () -> scaled)
        .or(
            "the sign is wrong: it must be the loss above minus the loss below.",
            () -> scaled.scale(-1))
        .or("the sign is lost: a gradient may be negative.", () -> scaled.map(Math::abs))
        .get();
  }

  private Matrix result(Matrix gradient, Matrix w, Matrix x, Matrix y, double h) {
    return at("the result", () -> gradient)
        .or(
            "the exact derivative is returned: the gradient must be measured, with the h that is"
                + " given, so that it comes out a little different.",
            () -> derivative(w, x, y))
        .or(
            "a mean over the weights is taken: each entry must be (L(w + h) − L(w − h)) / 2h, not"
                + " divided by the number of weights.",
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
            "the result is brought to length 1: the gradient must be returned as it is.",
            () -> gradient.scale(1 / gradient.norm()))
        .or(
            "every weight gets the sum of the gradient: each must have its own entry.",
            () -> gradient.map(v -> total(gradient)))
        .or(
            "the entries are added up as the loop goes on: each must be a difference of its own.",
            () -> addedUp(gradient))
        .or(
            "the result is clipped: the gradient must be returned as it is.",
            () -> gradient.map(v -> Math.max(-0.1, Math.min(0.1, v))))
        .get();
  }

  /** Where the next weight is measured. */
  private Next next() {
    String stays =
        "a weight is not put back before the next one is moved: keep the old number"
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
        .or(
            "h is not used, but a fixed small number: it must be the h that is given.",
            () -> v -> 1e-5)
        .or(
            "h is not used, but a fixed small number: it must be the h that is given.",
            () -> v -> 1e-4)
        .or(
            "h is not used, but a fixed small number: it must be the h that is given.",
            () -> v -> 1e-6)
        .or(
            "the weight is moved by h / 2 to each side: it must be moved by h, so that the points"
                + " are 2h apart.",
            () -> v -> h / 2)
        .or("the weight is moved by 2h to each side: it must be moved by h.", () -> v -> 2 * h)
        .or("the weight is moved by h²: it must be moved by h.", () -> v -> h * h)
        .or(
            "the step grows with the weight: it must be h for every weight.",
            () -> v -> h * (1 + Math.abs(v)))
        .or(
            "the step grows with the weight: it must be h for every weight.",
            () -> v -> h * Math.max(1, Math.abs(v)))
        .or("the weight is moved by h times itself: it must be moved by h.", () -> v -> h * v)
        .get();
  }

  private ToDoubleFunction<Matrix> loss(Matrix x, Matrix y) {
    return this.<ToDoubleFunction<Matrix>>at("the loss", () -> m -> FiniteDifferences.loss(m, x, y))
        .or(
            "the loss is not divided by the number of examples: it must be 1/(2N) times the sum"
                + " of the squares. Call FiniteDifferences.loss.",
            () -> m -> x.rows() * FiniteDifferences.loss(m, x, y))
        .or(
            "the loss is divided by the number of units, too: it must be 1/(2N) times the sum of"
                + " the squares. Call FiniteDifferences.loss.",
            () -> m -> FiniteDifferences.loss(m, x, y) / y.cols())
        .or(
            "the loss has no tanh: it must compare tanh(x·w) with y. Call FiniteDifferences.loss.",
            () -> m -> squares(x.matmul(m).minus(y)) / (2 * x.rows()))
        .or(
            "y is not in the loss: it must compare tanh(x·w) with y. Call FiniteDifferences.loss.",
            () -> m -> FiniteDifferences.loss(m, x, y.scale(0)))
        .or(
            "the root of the loss is taken: it must be what FiniteDifferences.loss gives.",
            () -> m -> Math.sqrt(FiniteDifferences.loss(m, x, y)))
        .or(
            "the sum of tanh(x·w) is used in place of the loss: call FiniteDifferences.loss.",
            () -> m -> total(x.matmul(m).map(Math::tanh)))
        .get();
  }

  private Move move() {
    return this.<Move>at("what is moved", () -> (m, i, j, by) -> add(m, i, j, by))
        .or(
            "all weights are moved at once: each must be moved by itself.",
            () ->
                (m, i, j, by) -> {
                  for (int k = 0; k < m.data().length; k++) {
                    m.data()[k] += by;
                  }
                })
        .or(
            "a whole row of weights is moved at once: each must be moved by itself.",
            () ->
                (m, i, j, by) -> {
                  for (int c = 0; c < m.cols(); c++) {
                    add(m, i, c, by);
                  }
                })
        .or(
            "a whole column of weights is moved at once: each must be moved by itself.",
            () ->
                (m, i, j, by) -> {
                  for (int r = 0; r < m.rows(); r++) {
                    add(m, r, j, by);
                  }
                })
        .or(
            "the weight is set to h and −h: it must be set to w + h and w − h.",
            () -> (m, i, j, by) -> m.set(i, j, by))
        .or(
            "rows and columns of the weights are exchanged: the weight of entry (i, j) must be"
                + " the one in row i, column j.",
            () -> (m, i, j, by) -> add(m, j, i, by))
        .or(
            "only weights of row 0 are moved: entry (i, j) needs the weight in row i.",
            () -> (m, i, j, by) -> add(m, 0, j, by))
        .or(
            "only weights of column 0 are moved: entry (i, j) needs the weight in column j.",
            () -> (m, i, j, by) -> add(m, i, 0, by))
        .get();
  }

  private Difference difference() {
    String more =
        "a formula with more points is used: it must be the one with two, (L(w + h) − L(w − h)) /"
            + " 2h.";
    return this.<Difference>at("the difference", () -> (L, h) -> central(L, h) / (2 * h))
        .or(
            "the difference is taken to one side: (L(w + h) − L(w)) / h has an error of the order"
                + " of h. The weight must be moved to both sides.",
            () -> (L, h) -> up(L, h) / h)
        .or(
            "the difference is taken to the lower side: (L(w) − L(w − h)) / h has an error of the"
                + " order of h. The weight must be moved to both sides.",
            () -> (L, h) -> down(L, h) / h)
        .or(more, () -> (L, h) -> (8 * central(L, h) - central(L, 2 * h)) / (12 * h))
        .or(more, () -> (L, h) -> (8 * central(L, h / 2) - central(L, h)) / (6 * h))
        .or(more, () -> (L, h) -> (4 * up(L, h) - up(L, 2 * h)) / (2 * h))
        .or(
            "the brackets around 2 * h are missing: / 2 * h divides by 2 and multiplies by h. It"
                + " must be / (2 * h).",
            () -> (L, h) -> central(L, h) / 2 * h)
        .or(
            "the difference is not divided: it must be divided by 2h.",
            () -> (L, h) -> central(L, h))
        .or(
            "the difference is multiplied by 2h: it must be divided by it.",
            () -> (L, h) -> central(L, h) * 2 * h)
        .or(
            "the two losses are added: they must be subtracted.",
            () -> (L, h) -> (L.applyAsDouble(h) + L.applyAsDouble(-h)) / (2 * h))
        .or(
            "the second derivative is measured: it must be the first, (L(w + h) − L(w − h)) / 2h.",
            () -> (L, h) -> (up(L, h) - down(L, h)) / (h * h))
        .or(
            "only the upper side is measured, and divided by 2h: the other point must be at w −"
                + " h. Is it at w + h − h, which is w itself?",
            () -> (L, h) -> up(L, h) / (2 * h))
        .or(
            "only the lower side is measured, and divided by 2h: the other point must be at w +"
                + " h. Is its loss taken before the weight is moved?",
            () -> (L, h) -> down(L, h) / (2 * h))
        .or(
            "the difference is always 0: are both losses those of one and the same matrix? `up = w`"
                + " makes no copy, `w.copy()` does. Or is there a 1 / 2, which is 0?",
            () -> (L, h) -> 0 * central(L, h))
        .or(
            "the difference is divided by the loss: it must be divided by 2h only.",
            () -> (L, h) -> central(L, h) / (2 * h) / L.applyAsDouble(0))
        .or(
            "the loss at w + h is divided by 2h: the loss at w − h must be subtracted first.",
            () -> (L, h) -> L.applyAsDouble(h) / (2 * h))
        .get();
  }

  /** By how much the loss grows from below the weight to above it. */
  private static double central(DoubleUnaryOperator loss, double h) {
    return loss.applyAsDouble(h) - loss.applyAsDouble(-h);
  }

  private static double up(DoubleUnaryOperator loss, double h) {
    return loss.applyAsDouble(h) - loss.applyAsDouble(0);
  }

  private static double down(DoubleUnaryOperator loss, double h) {
    return loss.applyAsDouble(0) - loss.applyAsDouble(-h);
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
