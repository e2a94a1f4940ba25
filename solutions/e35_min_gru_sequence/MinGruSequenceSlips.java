package e35_min_gru_sequence;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong when a minGRU reads a sequence. */
final class MinGruSequenceSlips extends Slips implements MinGruSequence {
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
    Matrix start =
        at("the state before the first step", () -> h0)
            .or("h0 is ignored: the first step starts from h0, not from zeros.", () -> h0.scale(0))
            .or(
                "h0 of the first example is used for all: each has its own row.",
                () -> h0.pick(new int[h0.rows()]))
            .get();
    Matrix[] read =
        at("the inputs", () -> xs)
            .or("every step reads the first input: step t reads xs[t].", () -> chosen(xs, t -> 0))
            .or(
                "the sequence is read from its end: the first step reads xs[0].",
                () -> chosen(xs, t -> T - 1 - t))
            .get();
    Matrix[] states = new Matrix[T];
    for (int t = 0; t < T; t++) {
      states[t] =
          step(
              read[t], read[0], read[Math.max(t - 1, 0)], before(t, start, states), Wz, bz, Wn, bn);
    }
    return result(states, start);
  }

  /** The state that step t starts from. */
  private Matrix before(int t, Matrix start, Matrix[] states) {
    Matrix last = t == 0 ? start : states[t - 1];
    return at("what a step starts from", () -> last)
        .or(
            "every step starts from h0: hand on the state that the step before has computed.",
            () -> start)
        .or(
            "every step but the first starts from zeros: hand on the state that the step before has"
                + " computed.",
            () -> t == 0 ? start : start.scale(0))
        .or(
            "a step starts from the state two steps before: it must be that of the step before.",
            () -> t < 2 ? start : states[t - 2])
        .get();
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
        at("bz", () -> bz)
            .or("bz is missing: it must be added to every row of x·Wz.", () -> bz.scale(0))
            .or("the gate has the bias of the candidate: to x·Wz belongs bz.", () -> bn)
            .or("both biases are added in the gate: to x·Wz belongs bz alone.", () -> bz.plus(bn))
            .or("bz is subtracted: it must be added.", () -> bz.scale(-1))
            .get();
    Matrix candidateBias =
        at("bn", () -> bn)
            .or("bn is missing: it must be added to every row of x·Wn.", () -> bn.scale(0))
            .or("the candidate has the bias of the gate: to x·Wn belongs bn.", () -> bz)
            .or("bn is subtracted: it must be added.", () -> bn.scale(-1))
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
        at("what the gate sees", () -> xWz.plusRow(gateBias))
            .or(
                "the state is added inside the gate: the gate of a minGRU sees the input only.",
                () -> xWz.plusRow(gateBias).plus(before))
            .or(
                "the gate of the first step is used at every step: each has its own, from its own"
                    + " input.",
                () -> first.matmul(Wz).plusRow(gateBias))
            .or(
                "the gate reads the input of the step before: z_t is made from x_t, as n_t is.",
                () -> earlier.matmul(Wz).plusRow(gateBias))
            .get();
    Matrix share = uz.map(sigma());
    Matrix z =
        at("z", () -> share)
            .or(
                "bz is added after σ: it belongs inside, z = σ(x·Wz + bz).",
                () -> xWz.map(Slips::sigmoid).plusRow(gateBias))
            .get();
    Matrix un = xWn.plusRow(candidateBias);
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

  private Matrix[] result(Matrix[] states, Matrix start) {
    int T = states.length;
    return at("the result", () -> states)
        .or(
            "all steps show the last state: give every step a matrix of its own.",
            () -> chosen(states, t -> T - 1))
        .or(
            "the result begins with h0: index 0 holds the state after the first step.",
            () -> {
              Matrix[] late = chosen(states, t -> Math.max(t - 1, 0));
              if (T > 0) {
                late[0] = start.copy();
              }
              return late;
            })
        .or(
            "the states are in reverse order: index 0 holds the state after the first step.",
            () -> chosen(states, t -> T - 1 - t))
        .get();
  }

  /** With zeros in the last column. */
  private static Matrix withoutLast(Matrix x) {
    int last = x.cols() - 1;
    return Matrix.beside(x.columns(0, last), new Matrix(x.rows(), 1));
  }

  private interface Index {
    int of(int t);
  }

  private static Matrix[] chosen(Matrix[] all, Index index) {
    Matrix[] chosen = new Matrix[all.length];
    Arrays.setAll(chosen, t -> all[index.of(t)].copy());
    return chosen;
  }
}
