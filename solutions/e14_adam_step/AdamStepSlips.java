package e14_adam_step;

import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in a step of Adam. */
final class AdamStepSlips extends Slips implements AdamStep {
  @Override
  public Step step(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
    Matrix newM = mean(dw, m);
    Matrix newV = squares(dw, v);
    double first =
        at("the correction of m", () -> 1 - Math.pow(0.9, t))
            .or(
                "m is not corrected: in w it is divided by 1 − 0.9ᵗ, since it began at 0.",
                () -> 1.0)
            .or(
                "m is corrected with t − 1: the first step is t = 1, and the power is t.",
                () -> 1 - Math.pow(0.9, t - 1))
            .or("m is corrected with 0.999ᵗ: its own factor is 0.9.", () -> 1 - Math.pow(0.999, t))
            .or("m is corrected as if t were 1: the power is t.", () -> 1 - 0.9)
            .or("m is divided by 0.9ᵗ: by 1 − 0.9ᵗ.", () -> Math.pow(0.9, t))
            .or(
                "m is multiplied by 1 − 0.9ᵗ: it must be divided.",
                () -> 1 / (1 - Math.pow(0.9, t)))
            .get();
    double second =
        at("the correction of v", () -> 1 - Math.pow(0.999, t))
            .or(
                "v is not corrected: in w it is divided by 1 − 0.999ᵗ, since it began at 0.",
                () -> 1.0)
            .or(
                "v is corrected with t − 1: the first step is t = 1, and the power is t.",
                () -> 1 - Math.pow(0.999, t - 1))
            .or("v is corrected with 0.9ᵗ: its own factor is 0.999.", () -> 1 - Math.pow(0.9, t))
            .or("v is corrected as if t were 1: the power is t.", () -> 1 - 0.999)
            .or("v is divided by 0.999ᵗ: by 1 − 0.999ᵗ.", () -> Math.pow(0.999, t))
            .or(
                "v is corrected after the root: it must be divided by 1 − 0.999ᵗ first, then the root is"
                    + " taken.",
                () -> Math.pow(1 - Math.pow(0.999, t), 2))
            .get();
    Matrix top =
        at("what is above the fraction line", () -> newM)
            .or(
                "the gradient itself is above the line: it must be the corrected m, a running mean.",
                () -> dw.scale(first))
            .or("the old m is above the line: the new one is, which has met dw.", () -> m)
            .get();
    Matrix below =
        at("what is below the fraction line", () -> newV)
            .or("the old v is below the line: the new one is, which has met dw.", () -> v)
            .or(
                "the square of the gradient is below the line: it must be the corrected v, a running"
                    + " mean.",
                () -> dw.hadamard(dw).scale(second))
            .get();
    DoubleUnaryOperator size =
        this.<DoubleUnaryOperator>at("the size", () -> u -> Math.sqrt(u) + 1e-8)
            .or(
                "1e-8 stands inside the root: it must be added after the root is taken.",
                () -> u -> Math.sqrt(u + 1e-8))
            .or(
                "1e-8 is missing: where the gradient was always 0 it keeps 0/0 from being NaN.",
                () -> Math::sqrt)
            .or(
                "the root is missing: divide by √v, which is as large as a gradient.",
                () -> u -> u + 1e-8)
            .or("1e-6 is added to the root: it must be 1e-8.", () -> u -> Math.sqrt(u) + 1e-6)
            .or("w is multiplied by √v: it must be divided.", () -> u -> 1 / (Math.sqrt(u) + 1e-8))
            .or("√v is left out: divide by it.", () -> u -> 1)
            .get();
    Matrix move =
        top.scale(1 / first).hadamard(below.scale(1 / second).map(u -> 1 / size.applyAsDouble(u)));
    Matrix newW =
        at("w", () -> w.minus(move.scale(rate)))
            .or("w goes up the slope: the step is subtracted.", () -> w.plus(move.scale(rate)))
            .or("the rate is not used: the step is rate times the fraction.", () -> w.minus(move))
            .or(
                "the rate is 0.001, whatever was given: use the rate that you are given.",
                () -> w.minus(move.scale(0.001)))
            .or("the step is returned in place of w: subtract it from w.", () -> move.scale(rate))
            .or(
                "w decays as well: that is AdamW. Here only the fraction is subtracted.",
                () -> w.scale(1 - 0.01 * rate).minus(move.scale(rate)))
            .or(
                "the rate is divided by √t: the corrections are all that depends on t.",
                () -> w.minus(move.scale(rate / Math.sqrt(t))))
            .or("w is not moved: it must be w less the step.", () -> w.copy())
            .or(
                "plain gradient descent is left: w moves by rate times the fraction.",
                () -> w.minus(dw.scale(rate)))
            .get();
    return at("the result", () -> new Step(newW, newM, newV))
        .or(
            "the corrected means are returned: the next step begins from m and v as they are, and"
                + " corrects them again.",
            () ->
                new Step(
                    newW,
                    newM.scale(1 / (1 - Math.pow(0.9, t))),
                    newV.scale(1 / (1 - Math.pow(0.999, t)))))
        .or("m and v are exchanged: the order is w, m, v.", () -> new Step(newW, newV, newM))
        .or(
            "the old m and v are returned: the next step needs the new ones.",
            () -> new Step(newW, m.copy(), v.copy()))
        .get();
  }

  private Matrix mean(Matrix dw, Matrix m) {
    return at("m", () -> m.scale(0.9).plus(dw.scale(0.1)))
        .or(
            "the factors of m are exchanged: 0.9 · m + 0.1 · dw.",
            () -> m.scale(0.1).plus(dw.scale(0.9)))
        .or("dw is added to m whole: 0.9 · m + 0.1 · dw.", () -> m.scale(0.9).plus(dw))
        .or("m does not fade: 0.9 · m + 0.1 · dw.", () -> m.plus(dw.scale(0.1)))
        .or(
            "m has the factors of v: 0.9 · m + 0.1 · dw.",
            () -> m.scale(0.999).plus(dw.scale(0.001)))
        .or("m forgets: 0.9 · m + 0.1 · dw.", () -> dw.scale(0.1))
        .or("dw is subtracted from m: 0.9 · m + 0.1 · dw.", () -> m.scale(0.9).minus(dw.scale(0.1)))
        .get();
  }

  private Matrix squares(Matrix dw, Matrix v) {
    Matrix square = dw.hadamard(dw);
    return at("v", () -> v.scale(0.999).plus(square.scale(0.001)))
        .or(
            "dw is not squared in v: 0.999 · v + 0.001 · dw².",
            () -> v.scale(0.999).plus(dw.scale(0.001)))
        .or(
            "the size of dw is taken in v, not its square: 0.999 · v + 0.001 · dw².",
            () -> v.scale(0.999).plus(dw.map(Math::abs).scale(0.001)))
        .or(
            "v has the factors of m: 0.999 · v + 0.001 · dw².",
            () -> v.scale(0.9).plus(square.scale(0.1)))
        .or(
            "the factors of v are exchanged: 0.999 · v + 0.001 · dw².",
            () -> v.scale(0.001).plus(square.scale(0.999)))
        .or("dw² is added to v whole: 0.999 · v + 0.001 · dw².", () -> v.scale(0.999).plus(square))
        .or("v only grows: 0.999 · v + 0.001 · dw².", () -> v.plus(square.scale(0.001)))
        .or("v forgets: 0.999 · v + 0.001 · dw².", () -> square.scale(0.001))
        .get();
  }
}
