package e35_min_gru_sequence;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.LayerSlips;
import unrolled.exercise.SequenceSlips;
import unrolled.matrix.Matrix;

/** What goes wrong when a minGRU reads a sequence. */
final class MinGruSequenceSlips extends SequenceSlips implements MinGruSequence {
  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
    boolean isBackwards =
        at("the direction", () -> false)
            .or(
                "the loop goes from the last step to the first: step t must start from the state"
                    + " after step t − 1.",
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
                "the gate has the bias of the candidate: bz must be added to x·Wz.",
                () -> inEachRow(bn, x))
            .or(
                "both biases are added in the gate: only bz must be added to x·Wz.",
                () -> inEachRow(bz.plus(bn), x))
            .get();
    Matrix candidateBias =
        bias("bn", bn, x)
            .or(
                "the candidate has the bias of the gate: bn must be added to x·Wn.",
                () -> inEachRow(bz, x))
            .get();
    Matrix xWz =
        product("x·Wz", x, Wz)
            .or(
                "the gate uses the weights of the candidate: it must use its own, Wz.",
                () -> x.matmul(Wn))
            .get();
    Matrix xWn =
        at("x·Wn", () -> x.matmul(Wn))
            .or("x·Wn is missing: it must be one of the terms.", () -> x.matmul(Wn).scale(0))
            .or("x·Wn is subtracted: it must be added.", () -> x.matmul(Wn).scale(-1))
            .or("x·Wn is counted twice: it must be counted once.", () -> x.matmul(Wn).scale(2))
            .or(
                "the sum within x·Wn stops one short: it must go over all inputs.",
                () -> withoutLast(x).matmul(Wn))
            .or(
                "the candidate uses the weights of the gate: it must use its own, Wn.",
                () -> x.matmul(Wz))
            .get();
    Matrix uz =
        at("what the gate sees", () -> xWz.plus(gateBias))
            .or(
                "the state is added inside the gate: the gate of a minGRU must see the input only.",
                () -> xWz.plus(gateBias).plus(before))
            .or(
                "the gate of the first step is used at every step: z_t must be made from x_t.",
                () -> first.matmul(Wz).plus(gateBias))
            .or(
                "the gate reads the input of the step before: z_t must be made from x_t.",
                () -> earlier.matmul(Wz).plus(gateBias))
            .get();
    Matrix share = uz.map(sigma());
    Matrix z =
        at("z", () -> share)
            .or(
                "bz is added after σ: it must be added inside, z = σ(x·Wz + bz).",
                () -> xWz.map(LayerSlips::sigmoid).plus(gateBias))
            .or(
                "a softmax over the units is used in place of the sigmoid: each unit must have a"
                    + " gate of its own, σ(v) = 1 / (1 + e⁻ᵛ).",
                () -> softmax(uz))
            .get();
    Matrix un = xWn.plus(candidateBias);
    Matrix n =
        at("the candidate", () -> un)
            .or(
                "the candidate goes through tanh: it must be n = x·Wn + bn as it is.",
                () -> un.map(Math::tanh))
            .or(
                "the candidate goes through the function g of the paper: it must be n = x·Wn + bn."
                    + " The paper needs g for logarithms.",
                () -> un.map(v -> v >= 0 ? v + 0.5 : sigmoid(v)))
            .or(
                "the candidate goes through σ: it must be n = x·Wn + bn as it is.",
                () -> un.map(LayerSlips::sigmoid))
            .get();
    Matrix state = mix(z, n, before);
    return at("where bn is added", () -> state)
        .or(
            "bn is added to the new state: it must be added in the candidate, n = x·Wn + bn.",
            () -> mix(z, n.minus(candidateBias), before).plus(candidateBias))
        .get();
  }

  private DoubleUnaryOperator sigma() {
    String hidden =
        "the sigmoid of a NaN is a number: it must be NaN, which says that something went wrong"
            + " before.";
    return at("σ", () -> (DoubleUnaryOperator) LayerSlips::sigmoid)
        .or("the sigmoid is missing: it must be z = σ(x·Wz + bz).", () -> v -> v)
        .or(
            "tanh is used in place of the sigmoid: it must be z = σ(x·Wz + bz), between 0 and 1.",
            () -> Math::tanh)
        .or(
            "there is a minus in place of the plus in the sigmoid: it must be 1 / (1 + e⁻ᵛ).",
            () -> v -> 1 / (1 - Math.exp(-v)))
        .or("the sigmoid is applied to 2v: it must be applied to v.", () -> v -> sigmoid(2 * v))
        .or("the base of the sigmoid is 2: it must be e.", () -> v -> 1 / (1 + Math.pow(2, -v)))
        .or(
            "a straight line is used in place of the sigmoid: it must be 1 / (1 + e⁻ᵛ)."
                + " The line is the hard sigmoid.",
            () -> v -> Math.max(0, Math.min(1, 0.2 * v + 0.5)))
        .or(hidden, () -> v -> Double.isNaN(v) ? 0 : sigmoid(v))
        .or(hidden, () -> v -> Double.isNaN(v) ? 0.5 : sigmoid(v))
        .or(hidden, () -> v -> Double.isNaN(v) ? 1 : sigmoid(v))
        .or(
            "a NaN comes out where a gate is 0 or 1: the sigmoid must be 1 / (1 + e⁻ᵛ), since"
                + " eᵛ / (1 + eᵛ) is ∞/∞ for large v. If it is so, do you divide by z or 1 − z?",
            () -> v -> Math.exp(v) / (1 + Math.exp(v)))
        .get();
  }

  private Matrix mix(Matrix z, Matrix n, Matrix before) {
    Matrix h = before.plus(z.hadamard(n.minus(before)));
    Matrix mixed =
        at("the new state", () -> h)
            .or(
                "z and 1 − z are exchanged: it must be h = (1 − z) ⊙ h + z ⊙ n, unlike in e23. If"
                    + " it is so, is the sign in σ wrong? It must be 1 / (1 + e⁻ᵛ).",
                () -> n.plus(z.hadamard(before.minus(n))))
            .or(
                "the old state is kept whole: it must be multiplied by 1 − z.",
                () -> before.plus(z.hadamard(n)))
            .or(
                "the candidate is multiplied by z twice: it must be multiplied once.",
                () -> h.minus(z.hadamard(n)).plus(z.hadamard(z).hadamard(n)))
            .or(
                "the old state is multiplied by 1 − z twice: it must be multiplied once.",
                () -> z.hadamard(n).plus(h.minus(z.hadamard(n)).hadamard(z.map(v -> 1 - v))))
            .or(
                "the candidate is taken whole: it must be multiplied by z.",
                () -> h.plus(n.minus(z.hadamard(n))))
            .or(
                "z ⊙ (h − n) is added to h: it must be z ⊙ (n − h), so that the new state is"
                    + " (1 − z) ⊙ h + z ⊙ n.",
                () -> before.plus(z.hadamard(before.minus(n))))
            .or(
                "√(1 − z²) is used in place of 1 − z: the two shares must sum to 1.",
                () -> z.map(v -> Math.sqrt(1 - v * v)).hadamard(before).plus(z.hadamard(n)))
            .or(
                "the candidate is multiplied by 1 − z, like the old state: it must be multiplied by"
                    + " z.",
                () -> z.map(v -> 1 - v).hadamard(before.plus(n)))
            .or(
                "the old state is multiplied by z, like the candidate: it must be multiplied by 1 −"
                    + " z.",
                () -> z.hadamard(before.plus(n)))
            .or(
                "the old state and the candidate are added without a gate: it must be (1 − z) ⊙ h +"
                    + " z ⊙ n.",
                () -> before.plus(n))
            .or("the old state is missing: it must be (1 − z) ⊙ h + z ⊙ n.", () -> z.hadamard(n))
            .or(
                "the candidate is multiplied by 1 − z as well as by z: it must be h = (1 − z) ⊙ h +"
                    + " z ⊙ n.",
                () -> z.map(v -> 1 - v).hadamard(before.plus(z.hadamard(n))))
            .get();
    return at("after the step", () -> mixed)
        .or(
            "the new state goes through tanh: it must go into the next step as it is.",
            () -> mixed.map(Math::tanh))
        .get();
  }

  private static Matrix softmax(Matrix v) {
    Matrix all = new Matrix(v.rows(), v.cols());
    for (int r = 0; r < v.rows(); r++) {
      double most = Arrays.stream(v.pick(r).data()).reduce(Double.NEGATIVE_INFINITY, Math::max);
      Matrix e = v.pick(r).map(x -> Math.exp(x - most));
      all.put(new int[] {r}, e.scale(1 / Arrays.stream(e.data()).sum()));
    }
    return all;
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
