package e23_gru_step;

import java.util.function.DoubleUnaryOperator;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the GRU. */
final class GruStepSlips extends Slips implements GruStep {
  private static final String GATES = "rzn";
  private static final String RESET_FOR_Z =
      "the update gate reads the state after the reset: z = σ(uz + hPrev·Whz), and r weighs only"
          + " what the candidate reads.";
  private static final String WEIGHED_INPUT =
      "the reset gate weighs the input, too: only what the state says goes through r.";
  private static final String KEPT_AFTER_RESET =
      "the old state in h is the one after the reset: h = (1 − z) ⊙ n + z ⊙ hPrev, with hPrev as it"
          + " is.";

  @Override
  public Matrix forward(
      Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
    int[] order = order();
    Matrix xW = inOrder(product("x·Wx", x, Wx).get(), order);
    int third =
        at("Whn", () -> 2)
            .or("the candidate takes the block of z of Wh: it has the third one, Whn.", () -> 1)
            .or("the candidate takes the block of r of Wh: it has the third one, Whn.", () -> 0)
            .get();
    Matrix Whn = block(inOrder(Wh, order), third);
    Matrix product = inOrder(product("hPrev·Wh", hPrev, Wh).get(), order);
    Matrix hW = Matrix.beside(block(product, 0), block(product, 1), block(product, third));
    Matrix u = xW.plusRow(inOrder(bias(b), order));
    Matrix fromState =
        at("what the gates read", () -> hW)
            .or(
                "the gates do not read hPrev: r = σ(ur + hPrev·Whr), and z likewise.",
                () -> Matrix.beside(hW.columns(0, 2 * hPrev.cols()).scale(0), block(hW, 2)))
            .or(
                "the update gate does not read hPrev: z = σ(uz + hPrev·Whz).",
                () -> Matrix.beside(block(hW, 0), block(hW, 1).scale(0), block(hW, 2)))
            .or(
                "the reset gate does not read hPrev: r = σ(ur + hPrev·Whr).",
                () -> Matrix.beside(block(hW, 0).scale(0), block(hW, 1), block(hW, 2)))
            .or(
                "Whr and Whz are exchanged: the blocks of Wh are in the order r z n, too.",
                () -> Matrix.beside(block(hW, 1), block(hW, 0), block(hW, 2)))
            .get();
    int kind = kind(resetAfter);
    DoubleUnaryOperator sigma = sigma();
    Matrix r = gate("r", block(u, 0).plus(block(fromState, 0)), sigma);
    Matrix Whz = block(inOrder(Wh, order), 1);
    Matrix toUpdate =
        at("what the update gate reads", () -> block(fromState, 1))
            .or(RESET_FOR_Z, () -> r.hadamard(hPrev).matmul(Whz))
            .or(RESET_FOR_Z, () -> (kind == 0 ? r.hadamard(hPrev) : hPrev).matmul(Whz))
            .get();
    Matrix z = gate("z", block(u, 1).plus(toUpdate), sigma);
    Matrix said = said(r, z, hPrev, Whn, block(fromState, 2), bhn, kind);
    Matrix n = candidate(block(u, 2), said, r, kind);
    return mixed(z, n, hPrev, r, kind);
  }

  private int[] order() {
    Choice<int[]> order = at("the order of the blocks", () -> new int[] {0, 1, 2});
    for (String other : "z r n,r n z,z n r,n r z,n z r".split(",")) {
      order.or(
          "the blocks are read in the order "
              + other
              + ": here, as in PyTorch, it is r z n"
              + (other.equals("z r n") ? ". Keras has z first." : "."),
          () -> GATES.chars().map(gate -> other.replace(" ", "").indexOf(gate)).toArray());
    }
    return order.get();
  }

  private Matrix bias(Matrix b) {
    return at("b", () -> b)
        .or("the bias b is missing: u = x·Wx + b.", () -> b.scale(0))
        .or("the bias b is subtracted: it must be added.", () -> b.scale(-1))
        .or("the bias b is added twice: u = x·Wx + b has one b.", () -> b.scale(2))
        .or(
            "the bias of r is used for all three: each has its own block of b.",
            () -> Matrix.beside(block(b, 0), block(b, 0), block(b, 0)))
        .or(
            "the candidate has no bias b: un has the third block of b, beside bhn.",
            () -> Matrix.beside(block(b, 0), block(b, 1), block(b, 2).scale(0)))
        .or(
            "the gates have no bias b: ur and uz have the first two blocks of b.",
            () -> Matrix.beside(block(b, 0).scale(0), block(b, 1).scale(0), block(b, 2)))
        .or(
            "the bias b of r and z is added twice: ur and uz have one b.",
            () -> Matrix.beside(block(b, 0).scale(2), block(b, 1).scale(2), block(b, 2)))
        .or(
            "the candidate has the bias of another block: un has the third block of b.",
            () -> Matrix.beside(block(b, 0), block(b, 1), block(b, 0)))
        .or(
            "the candidate has the bias of another block: un has the third block of b.",
            () -> Matrix.beside(block(b, 0), block(b, 1), block(b, 1)))
        .get();
  }

  /** Which of the two definitions: 1 for the reset after the product, 0 before it. */
  private int kind(int resetAfter) {
    return at("the kind", () -> resetAfter)
        .or(
            "the two kinds are exchanged: resetAfter = 1 is r ⊙ (hPrev·Whn + bhn), 0 is (r ⊙"
                + " hPrev)·Whn.",
            () -> 1 - resetAfter)
        .or("resetAfter is not looked at: 0 asks for (r ⊙ hPrev)·Whn.", () -> 1)
        .or(
            "the reset always acts before the product: resetAfter = 1 asks for r ⊙ (hPrev·Whn +"
                + " bhn).",
            () -> 0)
        .get();
  }

  /** What the state says to the candidate. */
  private Matrix said(
      Matrix r, Matrix z, Matrix hPrev, Matrix Whn, Matrix vn, Matrix bhn, int resetAfter) {
    Matrix gate =
        at("what resets", () -> r)
            .or(
                "the reset gate is not used: it weighs what the state says to the candidate.",
                () -> r.map(v -> 1))
            .or("the update gate resets: it is r that weighs the state in n.", () -> z)
            .or(
                "the reset gate is taken the wrong way: r = 1 lets the whole state through.",
                () -> r.map(v -> 1 - v))
            .get();
    if (resetAfter == 0) {
      return at("reset before", () -> gate.hadamard(hPrev).matmul(Whn))
          .or(
              "bhn is used in the form with the reset before: n = tanh(un + (r ⊙ hPrev)·Whn) has"
                  + " none.",
              () -> gate.hadamard(hPrev).matmul(Whn).plusRow(bhn))
          .or(
              "r acts twice in the form with the reset before: n = tanh(un + (r ⊙ hPrev)·Whn).",
              () -> gate.hadamard(gate.hadamard(hPrev).matmul(Whn)))
          .or(
              "Whn is transposed in the form with the reset before: it must be (r ⊙ hPrev)·Whn.",
              () -> gate.hadamard(hPrev).matmul(Whn.transpose()))
          .or(
              "the reset gate is not used in the form with the reset before: it must be (r ⊙ hPrev)·Whn.",
              () -> hPrev.matmul(Whn))
          .or(
              "the reset acts after the product in the form with the reset before: it must be (r ⊙"
                  + " hPrev)·Whn.",
              () -> gate.hadamard(vn))
          .get();
    }
    return at("reset after", () -> gate.hadamard(vn.plusRow(bhn)))
        .or(
            "bhn stands outside of the reset gate: it must be r ⊙ (hPrev·Whn + bhn).",
            () -> gate.hadamard(vn).plusRow(bhn))
        .or("bhn is missing: it must be r ⊙ (hPrev·Whn + bhn).", () -> gate.hadamard(vn))
        .or(
            "bhn is subtracted: it must be r ⊙ (hPrev·Whn + bhn).",
            () -> gate.hadamard(vn.plusRow(bhn.scale(-1))))
        .or(
            "r acts twice in the form with the reset after: it must be r ⊙ (hPrev·Whn + bhn).",
            () -> gate.hadamard(gate.hadamard(hPrev).matmul(Whn).plusRow(bhn)))
        .or(
            "the reset gate is not used in the form with the reset after: it must be r ⊙ (hPrev·Whn +"
                + " bhn).",
            () -> vn.plusRow(bhn))
        .or(
            "Whn is transposed in the form with the reset after: it must be r ⊙ (hPrev·Whn + bhn).",
            () -> gate.hadamard(hPrev.matmul(Whn.transpose()).plusRow(bhn)))
        .get();
  }

  private Matrix candidate(Matrix un, Matrix said, Matrix r, int kind) {
    Matrix weighed = r.hadamard(un).plus(said);
    Matrix sum =
        at("the candidate's sum", () -> un.plus(said))
            .or(WEIGHED_INPUT, () -> weighed)
            .or(WEIGHED_INPUT, () -> kind == 1 ? weighed : un.plus(said))
            .or(WEIGHED_INPUT, () -> kind == 0 ? weighed : un.plus(said))
            .or("the candidate does not see the input: un is missing.", () -> said)
            .or(
                "un and what the state says are multiplied: they must be added.",
                () -> un.hadamard(said))
            .get();
    Matrix right = sum.map(Math::tanh);
    Choice<Matrix> tanh = at("tanh of n", () -> right);
    unsquashed(tanh, sum, "", true, right);
    unsquashed(tanh, sum, " in the form with the reset before", kind == 0, right);
    unsquashed(tanh, sum, " in the form with the reset after", kind == 1, right);
    return tanh.get();
  }

  private static void unsquashed(
      Choice<Matrix> tanh, Matrix sum, String where, boolean isHere, Matrix right) {
    tanh.or("the candidate has no tanh" + where + ": n = tanh(…).", () -> isHere ? sum : right)
        .or(
            "the candidate goes through the sigmoid" + where + ": n = tanh(…).",
            () -> isHere ? sum.map(Slips::sigmoid) : right)
        .or(
            "the candidate goes through the ReLU" + where + ": n = tanh(…).",
            () -> isHere ? sum.map(v -> Math.max(0, v)) : right);
  }

  private DoubleUnaryOperator sigma() {
    return at("σ", () -> (DoubleUnaryOperator) Slips::sigmoid)
        .or(
            "the gates go through tanh: a gate is a share between 0 and 1, so r and z go through"
                + " the sigmoid.",
            () -> Math::tanh)
        .or("the gates go through no function: r and z are σ of their sums.", () -> v -> v)
        .or("the base of the sigmoid is 2: it must be e.", () -> v -> 1 / (1 + Math.pow(2, -v)))
        .or(
            "the hard sigmoid is taken for the sigmoid: σ(v) = 1 / (1 + e⁻ᵛ).",
            () -> v -> Math.max(0, Math.min(1, 0.2 * v + 0.5)))
        .or(
            "the sigmoid is computed as eᵛ / (1 + eᵛ): that is ∞/∞ = NaN for large v. 1 / (1 +"
                + " e⁻ᵛ) is the same number and does not overflow.",
            () -> v -> Math.exp(v) / (1 + Math.exp(v)))
        .get();
  }

  private Matrix gate(String name, Matrix sum, DoubleUnaryOperator sigma) {
    Matrix right = sum.map(sigma);
    return at("σ of " + name, () -> right)
        .or("the sigmoid is missing in " + name + ": a gate is σ of its sum.", () -> sum)
        .or(
            "tanh is taken for the sigmoid in " + name + ": a gate is σ of its sum.",
            () -> sum.map(Math::tanh))
        .get();
  }

  private Matrix mixed(Matrix z, Matrix n, Matrix hPrev, Matrix r, int kind) {
    Matrix rest = z.map(v -> 1 - v);
    return at("h", () -> n.plus(z.hadamard(hPrev.minus(n))))
        .or(
            "z and 1 − z are swapped: h = (1 − z) ⊙ n + z ⊙ hPrev, z = 1 keeps the old state. Some"
                + " papers have it the other way.",
            () -> z.hadamard(n).plus(rest.hadamard(hPrev)))
        .or("h is the candidate: the update gate is not used.", () -> n)
        .or("the old state is missing in h: h = (1 − z) ⊙ n + z ⊙ hPrev.", () -> rest.hadamard(n))
        .or("the candidate is missing in h: h = (1 − z) ⊙ n + z ⊙ hPrev.", () -> z.hadamard(hPrev))
        .or("the candidate is not weighed: it counts 1 − z in h.", () -> n.plus(z.hadamard(hPrev)))
        .or("the old state is not weighed: it counts z in h.", () -> rest.hadamard(n).plus(hPrev))
        .or(
            "the candidate counts z: h = (1 − z) ⊙ n + z ⊙ hPrev.",
            () -> z.hadamard(n).plus(z.hadamard(hPrev)))
        .or(
            "h goes through tanh: the mixture is h as it is.",
            () -> n.plus(z.hadamard(hPrev.minus(n))).map(Math::tanh))
        .or(
            "the old state counts 1 − z, as the candidate does: h = (1 − z) ⊙ n + z ⊙ hPrev.",
            () -> rest.hadamard(n.plus(hPrev)))
        .or(KEPT_AFTER_RESET, () -> rest.hadamard(n).plus(z.hadamard(r.hadamard(hPrev))))
        .or(
            KEPT_AFTER_RESET,
            () -> rest.hadamard(n).plus(z.hadamard(kind == 0 ? r.hadamard(hPrev) : hPrev)))
        .or("h is averaged: the update gate says how much of each.", () -> n.plus(hPrev).scale(0.5))
        .get();
  }

  private static Matrix block(Matrix m, int k) {
    int H = m.cols() / 3;
    return m.columns(k * H, (k + 1) * H);
  }

  private static Matrix inOrder(Matrix m, int[] order) {
    return Matrix.beside(block(m, order[0]), block(m, order[1]), block(m, order[2]));
  }
}
