package e14_adam_step;

import java.util.function.BiPredicate;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in a step of Adam. */
final class AdamStepSlips extends Slips implements AdamStep {
  private static final String M = ": m must be 0.9 · m + 0.1 · dw.";
  private static final String V = ": v must be 0.999 · v + 0.001 · dw².";

  @Override
  public Step step(Matrix w, Matrix given, Matrix m, Matrix v, int t, double rate) {
    Matrix dw = gradient(given, w);
    double keepM = factor("m", 0.9, 0.99, 0.95, 0.5);
    double keepV = factor("v", 0.999, 0.99, 0.9999, 0.95);
    Matrix newM = mean(dw, m, keepM);
    Matrix newV = squares(dw, v, keepV, m, newM);
    double first = correctionOfM(keepM, t);
    double second = correctionOfV(keepV, t);
    Matrix top = above(dw, m, newM, first).scale(1 / first);
    Matrix below = below(dw, v, newV, second).scale(1 / second);
    DoubleUnaryOperator size = size(second);
    Matrix move =
        at("the fraction", () -> top.hadamard(below.map(u -> 1 / size.applyAsDouble(u))))
            .or(
                "1e-8 is added to the fraction: it must be added to the root, in the denominator."
                    + " Are brackets missing?",
                () -> top.hadamard(below.map(u -> 1 / Math.sqrt(u))).map(q -> q + 1e-8))
            .get();
    Matrix newW = moved(w, dw, move, t, rate);
    Step step =
        at("entries with a gradient of 0", () -> new Step(newW, newM, newV))
            .or(
                "where dw is 0, w, m and v stay as they were: m and v must get smaller there, and w"
                    + " must move by the new m.",
                () ->
                    new Step(
                        whereNotZero(dw, w, newW),
                        whereNotZero(dw, m, newM),
                        whereNotZero(dw, v, newV)))
            .or(
                "where dw is 0, w stays as it was: it must move by the new m, which need not be 0.",
                () -> new Step(whereNotZero(dw, w, newW), newM, newV))
            .get();
    return at("the result", () -> step)
        .or(
            "the corrected m and v are returned: Step must hold the m and v that are not corrected,"
                + " since the next step corrects again.",
            () ->
                new Step(
                    step.w(),
                    step.m().scale(1 / (1 - Math.pow(0.9, t))),
                    step.v().scale(1 / (1 - Math.pow(0.999, t)))))
        .or(
            "the corrected m is returned: Step must hold the m that is not corrected, since the"
                + " next step corrects again.",
            () -> new Step(step.w(), step.m().scale(1 / (1 - Math.pow(0.9, t))), step.v()))
        .or(
            "the corrected v is returned: Step must hold the v that is not corrected, since the"
                + " next step corrects again.",
            () -> new Step(step.w(), step.m(), step.v().scale(1 / (1 - Math.pow(0.999, t)))))
        .or(
            "m and v are exchanged: the order must be w, m, v.",
            () -> new Step(step.w(), step.v(), step.m()))
        .or(
            "the old m and v are returned: Step must hold the new ones.",
            () -> new Step(step.w(), m.copy(), v.copy()))
        .or(
            "t steps are taken: it must be one step, the one with the number t.",
            () -> steps(w, dw, m, v, t, rate))
        .get();
  }

  /** The new numbers, and the old ones where the gradient is 0. */
  private static Matrix whereNotZero(Matrix dw, Matrix before, Matrix after) {
    Matrix some = after.copy();
    for (int i = 0; i < some.data().length; i++) {
      some.data()[i] = dw.data()[i] == 0 ? before.data()[i] : after.data()[i];
    }
    return some;
  }

  private Matrix gradient(Matrix dw, Matrix w) {
    return at("the gradient", () -> dw)
        .or("dw is clipped: take it as it is.", () -> dw.scale(Math.min(1, 1 / dw.norm())))
        .or("dw is clipped: take it as it is.", () -> dw.scale(Math.min(1, 5 / dw.norm())))
        .or("dw is clipped: take it as it is.", () -> dw.map(g -> Math.max(-1, Math.min(1, g))))
        .or("dw is divided by its norm: take it as it is.", () -> dw.scale(1 / dw.norm()))
        .or("weight decay is added to dw: take dw as it is.", () -> dw.plus(w.scale(0.01)))
        .get();
  }

  private double factor(String mean, double right, double... wrong) {
    Choice<Double> choice = at("the factor of " + mean, () -> right);
    for (double other : wrong) {
      choice.or(other + " is the factor of " + mean + ": it must be " + right + ".", () -> other);
    }
    return choice.get();
  }

  /** The power in both corrections. */
  private DoubleBinaryOperator power() {
    return this.<DoubleBinaryOperator>at("the power", () -> Math::pow)
        .or(
            "0.9 and 0.999 are multiplied by t: they must be raised to the power t, Math.pow(0.9,"
                + " t).",
            () -> (b, t) -> b * t)
        .or(
            "the two numbers in Math.pow are exchanged: it must be Math.pow(0.9, t).",
            () -> (b, t) -> Math.pow(t, b))
        .or(
            "both corrections have the power t − 1: it must be t, and the first step is t = 1.",
            () -> (b, t) -> Math.pow(b, t - 1))
        .or(
            "both corrections have the power t + 1: it must be t, and the first step is t = 1.",
            () -> (b, t) -> Math.pow(b, t + 1))
        .or(
            "both corrections are those of the first step: the power must be the t that is given."
                + " Is it 1, or a counter of your own?",
            () -> (b, t) -> b)
        .or(
            "neither m nor v is corrected: in w, m must be divided by 1 − 0.9ᵗ and v by"
                + " 1 − 0.999ᵗ.",
            () -> (b, t) -> 0)
        .get();
  }

  private double correctionOfM(double keepM, int t) {
    DoubleBinaryOperator power = power();
    return at("the correction of m", () -> 1 - power.applyAsDouble(keepM, t))
        .or("m is not corrected: in w it must be divided by 1 − 0.9ᵗ.", () -> 1.0)
        .or(
            "m is corrected with t − 1: the power must be t, and the first step is t = 1.",
            () -> 1 - Math.pow(0.9, t - 1))
        .or(
            "m is corrected with t + 1: the power must be t, and the first step is t = 1.",
            () -> 1 - Math.pow(0.9, t + 1))
        .or("m is corrected with 0.999ᵗ: it must be 0.9ᵗ.", () -> 1 - Math.pow(0.999, t))
        .or("m is corrected as if t were 1: the power must be t.", () -> 1 - 0.9)
        .or("m is divided by 0.9ᵗ: it must be divided by 1 − 0.9ᵗ.", () -> Math.pow(0.9, t))
        .or("m is divided by 1 − 0.9 · t: it must be divided by 1 − 0.9ᵗ.", () -> 1 - 0.9 * t)
        .or(
            "m is multiplied by 1 − 0.9ᵗ: it must be divided by it.",
            () -> 1 / (1 - Math.pow(0.9, t)))
        .get();
  }

  private double correctionOfV(double keepV, int t) {
    DoubleBinaryOperator power = power();
    return at("the correction of v", () -> 1 - power.applyAsDouble(keepV, t))
        .or("v is not corrected: in w it must be divided by 1 − 0.999ᵗ.", () -> 1.0)
        .or(
            "v is corrected with t − 1: the power must be t, and the first step is t = 1.",
            () -> 1 - Math.pow(0.999, t - 1))
        .or(
            "v is corrected with t + 1: the power must be t, and the first step is t = 1.",
            () -> 1 - Math.pow(0.999, t + 1))
        .or("v is corrected with 0.9ᵗ: it must be 0.999ᵗ.", () -> 1 - Math.pow(0.9, t))
        .or("v is corrected as if t were 1: the power must be t.", () -> 1 - 0.999)
        .or("v is divided by 0.999ᵗ: it must be divided by 1 − 0.999ᵗ.", () -> Math.pow(0.999, t))
        .or(
            "v is multiplied by 1 − 0.999ᵗ: it must be divided by it.",
            () -> 1 / (1 - Math.pow(0.999, t)))
        .or(
            "v is corrected after the root: it must be divided by 1 − 0.999ᵗ first, then the root"
                + " is taken.",
            () -> Math.pow(1 - Math.pow(0.999, t), 2))
        .get();
  }

  private Matrix above(Matrix dw, Matrix m, Matrix newM, double first) {
    return at("the numerator", () -> newM)
        .or(
            "dw is in the numerator in place of m: it must be the corrected m.",
            () -> dw.scale(first))
        .or("the old m is used in w: it must be the new m, with dw in it.", () -> m)
        .or(
            "dw is added to the new m once more, as Nadam does: the numerator must be the corrected"
                + " m, and nothing more.",
            () -> newM.scale(0.9).plus(dw.scale(0.1)))
        .get();
  }

  private Matrix below(Matrix dw, Matrix v, Matrix newV, double second) {
    return at("what is under the root", () -> newV)
        .or("the old v is used in w: it must be the new v, with dw² in it.", () -> v)
        .or(
            "dw² is under the root in place of v: it must be the corrected v.",
            () -> dw.hadamard(dw).scale(second))
        .or(
            "the larger of the old and the new v is under the root: it must be the new v.",
            () -> larger(v, newV))
        .get();
  }

  private DoubleUnaryOperator size(double second) {
    Choice<DoubleUnaryOperator> choice =
        this.<DoubleUnaryOperator>at("the size", () -> u -> Math.sqrt(u) + 1e-8)
            .or(
                "1e-8 is added inside the root: it must be added after the root is taken.",
                () -> u -> Math.sqrt(u + 1e-8))
            .or(
                "1e-8 is missing: it must be added to the root. Otherwise 0 / 0 is NaN where the"
                    + " gradient was always 0.",
                () -> Math::sqrt)
            .or(
                "1e-8 is added to the root of the v that is not corrected: it must be added to the"
                    + " root of v / (1 − 0.999ᵗ).",
                () -> u -> Math.sqrt(u) + 1e-8 / Math.sqrt(second))
            .or("the root is missing: m must be divided by the root of v.", () -> u -> u + 1e-8)
            .or(
                "m is multiplied by the root of v: it must be divided by it.",
                () -> u -> 1 / (Math.sqrt(u) + 1e-8))
            .or("nothing is divided by the root of v: the corrected m must be.", () -> u -> 1);
    for (double added : new double[] {1e-7, 1e-6, 1e-5}) {
      choice.or(
          "the number that is added to the root is too large: it must be 1e-8.",
          () -> u -> Math.sqrt(u) + added);
    }
    return choice.get();
  }

  private Matrix moved(Matrix w, Matrix dw, Matrix move, int t, double rate) {
    int rows = w.rows();
    int cols = w.cols();
    Matrix all =
        at("w", () -> w.minus(move.scale(rate)))
            .or("the step is added to w: it must be subtracted.", () -> w.plus(move.scale(rate)))
            .or(
                "the rate is not used: the step must be rate times the fraction.",
                () -> w.minus(move))
            .or(
                "the rate is 0.001, whatever was given: use the rate that you are given.",
                () -> w.minus(move.scale(0.001)))
            .or("the step is returned in place of w: subtract it from w.", () -> move.scale(rate))
            .or(
                "w decays as well, as in AdamW: only the step must be subtracted from w.",
                () -> w.scale(1 - 0.01 * rate).minus(move.scale(rate)))
            .or(
                "the rate is divided by √t: it must be used as it is given.",
                () -> w.minus(move.scale(rate / Math.sqrt(t))))
            .or("w is not moved: it must be w minus the step.", () -> w.copy())
            .or(
                "w makes a step of plain gradient descent: the step must be rate times the"
                    + " fraction.",
                () -> w.minus(dw.scale(rate)))
            .get();
    BiPredicate<Integer, Integer> isMoved =
        this.<BiPredicate<Integer, Integer>>at("the entries of w", () -> (r, c) -> true)
            .or(
                "the last column of w is not moved: the loop must go over all of them.",
                () -> (r, c) -> c < cols - 1)
            .or(
                "the first column of w is not moved: the loop must go over all of them.",
                () -> (r, c) -> c > 0)
            .or(
                "the last row of w is not moved: the loop must go over all of them.",
                () -> (r, c) -> r < rows - 1)
            .or(
                "the first row of w is not moved: the loop must go over all of them.",
                () -> (r, c) -> r > 0)
            .get();
    Matrix moved = w.copy();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        moved.set(r, c, isMoved.test(r, c) ? all.get(r, c) : w.get(r, c));
      }
    }
    return moved;
  }

  private Matrix mean(Matrix dw, Matrix m, double keep) {
    return at("m", () -> m.scale(keep).plus(dw.scale(1 - keep)))
        .or("the factors of m are exchanged" + M, () -> m.scale(0.1).plus(dw.scale(0.9)))
        .or("dw is added to m without its factor 0.1" + M, () -> m.scale(0.9).plus(dw))
        .or("the old m has no factor 0.9" + M, () -> m.plus(dw.scale(0.1)))
        .or("m has the factors of v" + M, () -> m.scale(0.999).plus(dw.scale(0.001)))
        .or("the old m is left out" + M, () -> dw.scale(0.1))
        .or("dw does not get into m" + M + " In Java, 1 / 10 is 0.", () -> m.scale(0.9))
        .or("dw is subtracted from m" + M, () -> m.scale(0.9).minus(dw.scale(0.1)))
        .get();
  }

  private Matrix squares(Matrix dw, Matrix v, double keep, Matrix m, Matrix newM) {
    Matrix square = dw.hadamard(dw);
    Matrix right = v.scale(keep).plus(square.scale(1 - keep));
    Matrix old = v.scale(0.999);
    return at("v", () -> right)
        .or("dw is not squared in v" + V, () -> old.plus(dw.scale(0.001)))
        .or("|dw| is in v in place of dw²" + V, () -> old.plus(dw.map(Math::abs).scale(0.001)))
        .or("v has the factors of m" + V, () -> v.scale(0.9).plus(square.scale(0.1)))
        .or("the factors of v are exchanged" + V, () -> v.scale(0.001).plus(square.scale(0.999)))
        .or("dw² is added to v without its factor 0.001" + V, () -> old.plus(square))
        .or("the old v has no factor 0.999" + V, () -> v.plus(square.scale(0.001)))
        .or("the old v is left out" + V, () -> square.scale(0.001))
        .or("dw does not get into v" + V + " In Java, 1 / 1000 is 0.", () -> old)
        .or("dw² is subtracted from v" + V, () -> old.minus(square.scale(0.001)))
        .or("v takes the square of m" + V, () -> old.plus(newM.hadamard(newM).scale(0.001)))
        .or("v takes the square of m" + V, () -> old.plus(m.hadamard(m).scale(0.001)))
        .or("v takes the square of dw − m" + V, () -> old.plus(apart(dw, newM).scale(0.001)))
        .or("v takes the square of dw − m" + V, () -> old.plus(apart(dw, m).scale(0.001)))
        .or(
            "v takes the squares of all entries together: each entry must have its own dw².",
            () -> old.map(e -> e + 0.001 * dw.norm() * dw.norm()))
        .or(
            "v takes the squares of all entries together: each entry must have its own dw².",
            () -> old.map(e -> e + 0.001 * dw.norm() * dw.norm() / dw.data().length))
        .or(
            "v never gets smaller: it must be 0.999 · v + 0.001 · dw², also where that is less than"
                + " the old v.",
            () -> larger(v, right))
        .get();
  }

  private static Matrix apart(Matrix a, Matrix b) {
    return a.minus(b).hadamard(a.minus(b));
  }

  private static Matrix larger(Matrix a, Matrix b) {
    Matrix larger = a.copy();
    for (int i = 0; i < larger.data().length; i++) {
      larger.data()[i] = Math.max(a.data()[i], b.data()[i]);
    }
    return larger;
  }

  private static Step steps(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
    Step step = new Step(w, m, v);
    for (int s = 1; s <= t; s++) {
      step = new AdamStepSlips().step(step.w(), dw, step.m(), step.v(), s, rate);
    }
    return step;
  }
}
