package e35_min_gru_sequence;

import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.SequenceSlips;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when a minGRU reads a sequence. */
final class MinGruSequenceSlips extends SequenceSlips implements MinGruSequence {
  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
    boolean isBackwards =
        at("the direction", () -> false)
            .or(
                "the loop goes from the last step to the first: step t starts from the state of"
                    + " step t − 1.",
                () -> true)
            .get();
    int last = xs.length - 1;
    return isBackwards
        ? chosen(states(chosen(xs, t -> last - t), h0, Wz, bz, Wn, bn), t -> last - t)
        : states(xs, h0, Wz, bz, Wn, bn);
  }

  private Matrix[] states(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
    int T = xs.length;
    Matrix start = start(h0).get();
    Matrix[] read = ofSteps("a step reads the input", "step t must read xs[t]", xs);
    Matrix[] states = new Matrix[T];
    for (int t = 0; t < T; t++) {
      Matrix before = fromGiven("a step", t, start, states).get();
      states[t] = step(read[t], xs[0], xs[Math.max(t - 1, 0)], before, Wz, bz, Wn, bn);
    }
    return returned("the result", states, start).get();
  }

  private Matrix step(
      Matrix x,
      Matrix first,
      Matrix earlier,
      Matrix before,
      Matrix Wz,
      Matrix bz,
      Matrix Wn,
      Matrix bn) {
    Matrix gateBias =
        bias("bz", bz, x)
            .or(
                "the gate has the bias of the candidate: to x·Wz belongs bz.",
                () -> inEachRow(bn, x))
            .or(
                "both biases are added in the gate: to x·Wz belongs bz alone.",
                () -> inEachRow(bz.plus(bn), x))
            .get();
    Matrix candidateBias =
        bias("bn", bn, x)
            .or(
                "the candidate has the bias of the gate: to x·Wn belongs bn.",
                () -> inEachRow(bz, x))
            .get();
    Matrix xWz =
        product("x·Wz", x, Wz)
            .or(
                "the gate uses the weights of the candidate: it has its own, Wz.",
                () -> x.matmul(Wn))
            .get();
    Matrix xWn =
        at("x·Wn", () -> x.matmul(Wn))
            .or("x·Wn is missing: it must be one of the terms.", () -> x.matmul(Wn).scale(0))
            .or("x·Wn is subtracted: it must be added.", () -> x.matmul(Wn).scale(-1))
            .or("x·Wn is counted twice: it must be there once.", () -> x.matmul(Wn).scale(2))
            .or(
                "the sum within x·Wn stops one short: its last factor is left out.",
                () -> withoutLast(x).matmul(Wn))
            .or(
                "the candidate uses the weights of the gate: it has its own, Wn.",
                () -> x.matmul(Wz))
            .get();
    Matrix uz =
        at("what the gate sees", () -> xWz.plus(gateBias))
            .or(
                "the state is added inside the gate: the gate of a minGRU sees the input only.",
                () -> xWz.plus(gateBias).plus(before))
            .or(
                "the gate of the first step is used at every step: each has its own, from its own"
                    + " input.",
                () -> first.matmul(Wz).plus(gateBias))
            .or(
                "the gate reads the input of the step before: z_t is made from x_t, as n_t is.",
                () -> earlier.matmul(Wz).plus(gateBias))
            .get();
    Matrix share = uz.map(sigma());
    Matrix z =
        at("z", () -> share)
            .or(
                "bz is added after σ: it belongs inside, z = σ(x·Wz + bz).",
                () -> xWz.map(Slips::sigmoid).plus(gateBias))
            .get();
    Matrix un = xWn.plus(candidateBias);
    Matrix n =
        at("the candidate", () -> un)
            .or(
                "the candidate goes through tanh: n = x·Wn + bn has none.",
                () -> un.map(Math::tanh))
            .or(
                "the candidate goes through the g of the form in logarithms: n = x·Wn + bn has"
                    + " none.",
                () -> un.map(v -> v >= 0 ? v + 0.5 : sigmoid(v)))
            .or(
                "the candidate goes through σ: n = x·Wn + bn has none.",
                () -> un.map(Slips::sigmoid))
            .get();
    return mix(z, n, before);
  }

  private DoubleUnaryOperator sigma() {
    return at("σ", () -> (DoubleUnaryOperator) Slips::sigmoid)
        .or("the sigmoid is missing: z = σ(x·Wz + bz).", () -> v -> v)
        .or(
            "the gate goes through tanh: it must be a share between 0 and 1, so z goes through the"
                + " sigmoid.",
            () -> Math::tanh)
        .or(
            "the sign in the sigmoid is wrong: σ(v) = 1 / (1 + e⁻ᵛ), with a plus.",
            () -> v -> 1 / (1 - Math.exp(-v)))
        .or("the sigmoid is applied to 2v: apply it to v.", () -> v -> sigmoid(2 * v))
        .or("the base of the sigmoid is 2: it must be e.", () -> v -> 1 / (1 + Math.pow(2, -v)))
        .or(
            "the hard sigmoid is taken for the sigmoid: σ(v) = 1 / (1 + e⁻ᵛ).",
            () -> v -> Math.max(0, Math.min(1, 0.2 * v + 0.5)))
        .or(
            "where a gate is 0 or 1, a NaN comes out. Is the sigmoid eᵛ / (1 + eᵛ)? That is ∞/∞"
                + " for large v, and 1 / (1 + e⁻ᵛ) is not. Is something divided by z, 1 − z or a"
                + " product of them? That is 0/0.",
            () -> v -> Math.exp(v) / (1 + Math.exp(v)))
        .get();
  }

  private Matrix mix(Matrix z, Matrix n, Matrix before) {
    Matrix h = before.plus(z.hadamard(n.minus(before)));
    Matrix mixed =
        at("the new state", () -> h)
            .or(
                "z keeps the old state and 1 − z takes the candidate: here it is the other way"
                    + " round than in a GRU, h = (1 − z) ⊙ h + z ⊙ n. Or the sign in the"
                    + " exponent of σ is wrong, which gives the same numbers: σ(v) = 1 / (1 +"
                    + " e⁻ᵛ).",
                () -> n.plus(z.hadamard(before.minus(n))))
            .or(
                "the old state is kept whole: it must be multiplied by 1 − z, and the candidate does not see it.",
                () -> before.plus(z.hadamard(n)))
            .or(
                "the candidate is multiplied by z twice: once is enough.",
                () -> h.minus(z.hadamard(n)).plus(z.hadamard(z).hadamard(n)))
            .or(
                "the old state is multiplied by 1 − z twice: once is enough.",
                () -> z.hadamard(n).plus(h.minus(z.hadamard(n)).hadamard(z.map(v -> 1 - v))))
            .or(
                "the candidate is taken whole: it must be multiplied by z.",
                () -> h.plus(n.minus(z.hadamard(n))))
            .or(
                "z ⊙ n is subtracted, or z is multiplied by h − n in place of n − h: the new"
                    + " state is (1 − z) ⊙ h + z ⊙ n.",
                () -> before.plus(z.hadamard(before.minus(n))))
            .or(
                "√(1 − z²) is taken for 1 − z: the two shares sum to 1.",
                () -> z.map(v -> Math.sqrt(1 - v * v)).hadamard(before).plus(z.hadamard(n)))
            .or(
                "the candidate is multiplied by 1 − z, like the old state: its share is z.",
                () -> z.map(v -> 1 - v).hadamard(before.plus(n)))
            .or(
                "the old state is multiplied by z, like the candidate: its share is 1 − z.",
                () -> z.hadamard(before.plus(n)))
            .or(
                "there is no gate: the new state is (1 − z) ⊙ h + z ⊙ n, not the sum of both.",
                () -> before.plus(n))
            .or("the old state is missing: (1 − z) ⊙ h is added.", () -> z.hadamard(n))
            .or(
                "what a step writes is scaled by its own 1 − z, too: only the steps after it do"
                    + " that, h = (1 − z) ⊙ h + z ⊙ n.",
                () -> z.map(v -> 1 - v).hadamard(before.plus(z.hadamard(n))))
            .get();
    return at("after the step", () -> mixed)
        .or(
            "the new state goes through tanh: nothing stands between two steps of a minGRU.",
            () -> mixed.map(Math::tanh))
        .get();
  }

  /** With zeros in the last column. */
  private static Matrix withoutLast(Matrix x) {
    int last = x.cols() - 1;
    return Matrix.beside(x.columns(0, last), new Matrix(x.rows(), 1));
  }

  private static Matrix inEachRow(Matrix b, Matrix x) {
    return new Matrix(x.rows(), b.cols()).plusRow(b);
  }
}
