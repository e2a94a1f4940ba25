package e23_gru_step;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in the step of the GRU. */
final class GruStepSlips extends LayerSlips implements GruStep {
  private static final String GATES = "rzn";
  private static final String H_IS = ": it must be h = (1 − z) ⊙ n + z ⊙ hPrev.";
  private static final String BEFORE_IS = ": it must be n = tanh(un + (r ⊙ hPrev)·Whn).";
  private static final String AFTER_IS = ": it must be n = tanh(un + r ⊙ (hPrev·Whn + bhn)).";
  private static final String SIGMOID_IS = ": it must be σ(v) = 1 / (1 + e⁻ᵛ).";
  private static final String RESET_FOR_Z =
      "the update gate reads r ⊙ hPrev: it must be z = σ(uz + hPrev·Whz), with hPrev as it is.";
  private static final String WEIGHED_INPUT =
      "r multiplies un, too: it must multiply only what the state says to the candidate.";
  private static final String KEPT_AFTER_RESET =
      "the old state in h is multiplied by r, too: it must be z ⊙ hPrev, with hPrev as it is.";
  private static final String INTO_STATE =
      "a unit reads the new state of the units before it: all units must read hPrev. Write the new"
          + " state into a matrix of its own.";
  private static final String HIDDEN =
      "a NaN in the sum of a gate becomes a number: it says that something went wrong before, and"
          + " must not be hidden. Where v is NaN, σ(v) must be NaN.";

  @Override
  public Matrix forward(
      Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
    UnaryOperator<Matrix> order = order();
    int[] ofWx = blocks("Wx", "rrn zzn rzr rzz zrn");
    int[] ofWh = blocks("Wh", "rrn zzn rzr rzz rrr zrn");
    int[] ofB = blocks("b", "rrn zzn rzr rzz rrr zrn");
    int[] ofU = blocks("Wx and b", "rrn zzn rzr rzz zrn");
    Matrix xW = chosen(order.apply(product("x·Wx", x, Wx).get()), ofWx);
    Matrix biases = bias(chosen(order.apply(b), ofB), resetAfter);
    Matrix u = chosen(xW.plusRow(biases), ofU);
    Matrix ordered = chosen(order.apply(Wh), ofWh);
    Matrix hW = heard(chosen(order.apply(ofState(hPrev, Wh)), ofWh), blockwise(hPrev, ordered));
    int kind = kind(resetAfter);
    DoubleUnaryOperator sigma = sigma();
    Matrix r = gate("r", block(u, 0).plus(block(hW, 0)), sigma);
    Matrix Whz = block(ordered, 1);
    Matrix toUpdate =
        at("what the update gate reads", () -> block(hW, 1))
            .or(RESET_FOR_Z, () -> r.hadamard(hPrev).matmul(Whz))
            .or(RESET_FOR_Z, () -> (kind == 0 ? r.hadamard(hPrev) : hPrev).matmul(Whz))
            .get();
    Matrix z = gate("z", block(u, 1).plus(toUpdate), sigma);
    Matrix resets = resets(r, z);
    Matrix seen = kind == 0 ? resets.hadamard(hPrev) : hPrev;
    Matrix Whn = block(ordered, 2);
    Matrix product =
        at("Whn", () -> kind == 0 ? ofState(seen, Whn) : block(hW, 2))
            .or(
                "Whn is transposed: it must be used as it is. It is square, so the shapes do not"
                    + " show it.",
                () -> seen.matmul(Whn.transpose()))
            .get();
    Matrix said =
        kind == 0
            ? saidBefore(resets, product, hPrev, Whn, bhn)
            : saidAfter(resets, product, hPrev, Whn, bhn);
    Matrix n = candidate(block(u, 2), block(biases, 2), said, r, kind, resetAfter);
    Matrix h = mixed(z, n, hPrev, r, kind);
    return at("what a unit reads", () -> h)
        .or(INTO_STATE, () -> oneByOne(u, hPrev, ordered, bhn, kind, false))
        .or(INTO_STATE, () -> oneByOne(u, hPrev, ordered, bhn, kind, true))
        .get();
  }

  private UnaryOperator<Matrix> order() {
    Choice<UnaryOperator<Matrix>> order = at("the order of the blocks", () -> m -> m);
    for (String other : "z r n,r n z,z n r,n r z,n z r".split(",")) {
      int[] places = indices(GATES, other.replace(" ", ""));
      order.or(
          "the blocks are read in the order "
              + other
              + ": it must be r z n, as in PyTorch."
              + (other.equals("z r n") ? " Keras has z first." : ""),
          () -> m -> chosen(m, places));
    }
    return order
        .or(
            "the columns are read as r z n r z n …: it must be three blocks of H columns, first all"
                + " of r, then all of z, then all of n.",
            () -> GruStepSlips::interleaved)
        .get();
  }

  /** Which block each of the gates and the candidate takes. */
  private int[] blocks(String of, String wrong) {
    String rest = ": r, z and n must have a block each, in this order.";
    Choice<int[]> blocks = at("the blocks of " + of, () -> indices(GATES, GATES));
    for (String taken : wrong.split(" ")) {
      int at = 0;
      while (taken.charAt(at) == GATES.charAt(at)) {
        at++;
      }
      String what =
          switch (taken) {
            case "rrr" -> "the block of r of " + of + " is used for all three";
            case "zrn" -> "the blocks of r and z are exchanged in " + of;
            default ->
                "the block of "
                    + taken.charAt(at)
                    + " of "
                    + of
                    + " is used for "
                    + GATES.charAt(at);
          };
      blocks.or(what + rest, () -> indices(taken, GATES));
    }
    return blocks.get();
  }

  private Matrix bias(Matrix b, int resetAfter) {
    Matrix none = onlyGates(b, 1);
    return at("b", () -> b)
        .or("the bias b is missing: it must be u = x·Wx + b.", () -> zero(b))
        .or("the bias b is subtracted: it must be added.", () -> b.scale(-1))
        .or("the bias b is added twice: it must be u = x·Wx + b.", () -> b.scale(2))
        .or(
            "the candidate has no bias b: un must have the third block of b, also where bhn is"
                + " added.",
            () -> none)
        .or(
            "the candidate has no bias b with resetAfter 0: un must have the third block of b"
                + " in both forms.",
            () -> resetAfter == 0 ? none : b)
        .or(
            "the candidate has no bias b with resetAfter 1: un must have the third block of b,"
                + " and bhn comes in addition.",
            () -> resetAfter == 1 ? none : b)
        .or(
            "the gates have no bias b: ur and uz must have the first two blocks of b.",
            () -> Matrix.beside(zero(block(b, 0)), zero(block(b, 1)), block(b, 2)))
        .or(
            "the reset gate has no bias b: ur must have the first block of b.",
            () -> Matrix.beside(zero(block(b, 0)), block(b, 1), block(b, 2)))
        .or(
            "the update gate has no bias b: uz must have the second block of b.",
            () -> Matrix.beside(block(b, 0), zero(block(b, 1)), block(b, 2)))
        .or(
            "the bias b of r and z is added twice: it must be added once.",
            () -> onlyGates(b, 2).plus(b).minus(onlyGates(b, 1)))
        .get();
  }

  /** The product with the state, or with what the reset has left of it. */
  private Matrix ofState(Matrix state, Matrix W) {
    return product("hPrev·Wh", state, W)
        .or(
            "the sums of hPrev·Wh are not set back to 0 for the next example: each example must"
                + " have its own.",
            () -> running(state.matmul(W).transpose()).transpose())
        .or(
            "the blocks of Wh are transposed: they must be used as they are. They are square, so"
                + " the shapes do not show it.",
            () -> blockwise(state, W))
        .get();
  }

  private Matrix heard(Matrix hW, Matrix ofTransposed) {
    return at("what the gates read", () -> hW)
        .or(
            "the gates do not read hPrev: it must be r = σ(ur + hPrev·Whr), and z likewise.",
            () -> Matrix.beside(zero(block(hW, 0)), zero(block(hW, 1)), block(hW, 2)))
        .or(
            "the update gate does not read hPrev: it must be z = σ(uz + hPrev·Whz).",
            () -> Matrix.beside(block(hW, 0), zero(block(hW, 1)), block(hW, 2)))
        .or(
            "Whr is transposed: it must be r = σ(ur + hPrev·Whr), with Whr as it is.",
            () -> Matrix.beside(block(ofTransposed, 0), block(hW, 1), block(hW, 2)))
        .or(
            "Whz is transposed: it must be z = σ(uz + hPrev·Whz), with Whz as it is.",
            () -> Matrix.beside(block(hW, 0), block(ofTransposed, 1), block(hW, 2)))
        .or(
            "the reset gate does not read hPrev: it must be r = σ(ur + hPrev·Whr).",
            () -> Matrix.beside(zero(block(hW, 0)), block(hW, 1), block(hW, 2)))
        .get();
  }

  /** Which of the two definitions: 1 for the reset after the product, 0 before it. */
  private int kind(int resetAfter) {
    return at("the kind", () -> resetAfter)
        .or(
            "the two kinds are exchanged: with resetAfter 1 it must be n = tanh(un + r ⊙"
                + " (hPrev·Whn + bhn)), with resetAfter 0 it must be n = tanh(un + (r ⊙"
                + " hPrev)·Whn).",
            () -> 1 - resetAfter)
        .or(
            "the reset always acts after the product: with resetAfter 0" + BEFORE_IS.substring(1),
            () -> 1)
        .or(
            "the reset always acts before the product: with resetAfter 1" + AFTER_IS.substring(1),
            () -> 0)
        .get();
  }

  private Matrix resets(Matrix r, Matrix z) {
    return at("what resets", () -> r)
        .or(
            "the reset gate is not used: r must multiply what the state says to the candidate.",
            () -> r.map(v -> 1))
        .or("z is used in place of r: it is r that must multiply the state in n.", () -> z)
        .or(
            "1 − r is used in place of r: r = 1 must let the whole state through.",
            () -> r.map(v -> 1 - v))
        .or(
            "the reset gate of example 0 is used for all examples: each must have its own row of"
                + " r.",
            () -> ofFirst(r))
        .get();
  }

  private Matrix saidBefore(Matrix gate, Matrix product, Matrix hPrev, Matrix Whn, Matrix bhn) {
    return at("reset before", () -> product)
        .or("bhn is used with resetAfter 0" + BEFORE_IS, () -> product.plusRow(bhn))
        .or("r acts twice with resetAfter 0" + BEFORE_IS, () -> gate.hadamard(product))
        .or("the reset gate is not used with resetAfter 0" + BEFORE_IS, () -> hPrev.matmul(Whn))
        .or(
            "the reset acts after the product with resetAfter 0" + BEFORE_IS,
            () -> gate.hadamard(hPrev.matmul(Whn)))
        .get();
  }

  private Matrix saidAfter(Matrix gate, Matrix product, Matrix hPrev, Matrix Whn, Matrix bhn) {
    Matrix right = gate.hadamard(product.plusRow(bhn));
    return at("reset after", () -> right)
        .or(
            "bhn is added outside the reset gate" + AFTER_IS,
            () -> gate.hadamard(product).plusRow(bhn))
        .or("bhn is missing with resetAfter 1" + AFTER_IS, () -> gate.hadamard(product))
        .or("bhn is subtracted" + AFTER_IS, () -> gate.hadamard(product.plusRow(bhn.scale(-1))))
        .or(
            "bhn is added to hPrev before the product" + AFTER_IS,
            () -> gate.hadamard(hPrev.plusRow(bhn).matmul(Whn)))
        .or(
            "bhn is left out where hPrev is 0: it must be added there, too.",
            () -> hPrev.norm() == 0 ? hPrev : right)
        .or("hPrev·Whn is missing beside bhn" + AFTER_IS, () -> right.minus(gate.hadamard(product)))
        .or(
            "r acts twice with resetAfter 1" + AFTER_IS,
            () -> gate.hadamard(gate.hadamard(hPrev).matmul(Whn).plusRow(bhn)))
        .or("the reset gate is not used with resetAfter 1" + AFTER_IS, () -> product.plusRow(bhn))
        .get();
  }

  private Matrix candidate(Matrix un, Matrix bn, Matrix said, Matrix r, int kind, int resetAfter) {
    Matrix weighed = r.hadamard(un).plus(said);
    Matrix gated = un.plus(said).minus(r.map(v -> 1 - v).hadamard(inEachRow(bn, r.rows())));
    Matrix sum =
        at("the candidate's sum", () -> un.plus(said))
            .or(WEIGHED_INPUT, () -> weighed)
            .or(WEIGHED_INPUT, () -> kind == 1 ? weighed : un.plus(said))
            .or(WEIGHED_INPUT, () -> kind == 0 ? weighed : un.plus(said))
            .or(
                "r multiplies the third block of b, too, with resetAfter 1: b belongs to un, so it"
                    + " must be added outside the reset gate. Only bhn must be inside.",
                () -> kind == 1 ? gated : un.plus(said))
            .or("the candidate does not read the input: un must be one of its terms.", () -> said)
            .or(
                "the candidate does not read the state: what it says must be added to un.",
                () -> un)
            .or(
                "what the state says to the candidate is subtracted: it must be added to un.",
                () -> un.minus(said))
            .or(
                "un and what the state says are multiplied: they must be added.",
                () -> un.hadamard(said))
            .get();
    Matrix right = sum.map(Math::tanh);
    Choice<Matrix> tanh =
        overflowsOfTanh(
            at("tanh of n", () -> right),
            "tanh overflows in n: a quotient of exponentials is ∞/∞ = NaN for large sums. It must"
                + " be Math.tanh.",
            sum);
    unsquashed(tanh, sum, "", true, right);
    unsquashed(tanh, sum, " with resetAfter 0", resetAfter == 0, right);
    unsquashed(tanh, sum, " with resetAfter 1", resetAfter == 1, right);
    for (double bound : new double[] {1, 2, 3, 5, 8}) {
      tanh.or(
          "the candidate's sum is clipped before tanh: it must go through tanh as it is.",
          () -> sum.map(v -> Math.tanh(clipped(v, bound))));
    }
    return tanh.get();
  }

  private static void unsquashed(
      Choice<Matrix> tanh, Matrix sum, String where, boolean isHere, Matrix right) {
    String rest = where + ": it must be n = tanh(…).";
    tanh.or("the candidate has no tanh" + rest, () -> isHere ? sum : right)
        .or(
            "the candidate goes through the sigmoid" + rest,
            () -> isHere ? sum.map(LayerSlips::sigmoid) : right)
        .or(
            "the candidate goes through the ReLU" + rest,
            () -> isHere ? sum.map(v -> Math.max(0, v)) : right);
  }

  private DoubleUnaryOperator sigma() {
    Choice<DoubleUnaryOperator> sigma = at("σ", () -> LayerSlips::sigmoid);
    sigma
        .or("the gates go through tanh: r and z must be σ of their sums.", () -> Math::tanh)
        .or("the gates go through no function: r and z must be σ of their sums.", () -> v -> v)
        .or("the base of the sigmoid is 2" + SIGMOID_IS, () -> v -> 1 / (1 + Math.pow(2, -v)))
        .or(
            "the sigmoid has the wrong sign in the exponent" + SIGMOID_IS,
            () -> v -> 1 / (1 + Math.exp(v)))
        .or("a bracket of the sigmoid is missing" + SIGMOID_IS, () -> v -> 1 + Math.exp(-v))
        .or(
            "the sigmoid is made of tanh(v): it must be (1 + tanh(v / 2)) / 2.",
            () -> v -> (1 + Math.tanh(v)) / 2)
        .or(
            "the sigmoid is computed as eᵛ / (1 + eᵛ): for large v this is ∞/∞ = NaN. It must be"
                + " 1 / (1 + e⁻ᵛ), which is the same number and does not overflow.",
            () -> v -> Math.exp(v) / (1 + Math.exp(v)))
        .or(HIDDEN, () -> v -> Double.isNaN(v) ? 0 : sigmoid(v))
        .or(HIDDEN, () -> v -> Double.isNaN(v) ? 1 : sigmoid(v));
    for (double slope : new double[] {0.2, 0.25, 1.0 / 6}) {
      sigma.or(
          "the hard sigmoid is used in place of the sigmoid" + SIGMOID_IS,
          () -> v -> Math.max(0, Math.min(1, slope * v + 0.5)));
    }
    for (double bound : new double[] {1, 2, 3, 4, 5, 6, 8, 10}) {
      sigma.or(
          "the sums of the gates are clipped before σ: they must go through σ as they are.",
          () -> v -> sigmoid(clipped(v, bound)));
    }
    return sigma.get();
  }

  private Matrix gate(String name, Matrix sum, DoubleUnaryOperator sigma) {
    Matrix right = sum.map(sigma);
    return at("σ of " + name, () -> right)
        .or("the sigmoid is missing in " + name + ": it must be σ of its sum.", () -> sum)
        .or(
            "tanh is used in place of the sigmoid in " + name + ": it must be σ of its sum.",
            () -> sum.map(Math::tanh))
        .get();
  }

  private Matrix mixed(Matrix z, Matrix n, Matrix hPrev, Matrix r, int kind) {
    Matrix rest = z.map(v -> 1 - v);
    Matrix right = n.plus(z.hadamard(hPrev.minus(n)));
    Matrix kept = rest.hadamard(n).plus(z.hadamard(r.hadamard(hPrev)));
    return at("h", () -> right)
        .or(
            "z and 1 − z are swapped"
                + H_IS
                + " Here z = 1 keeps the old state; some papers have it the other way.",
            () -> z.hadamard(n).plus(rest.hadamard(hPrev)))
        .or(
            "the difference of hPrev and n has the wrong sign in h: it must be h = n + z ⊙ (hPrev −"
                + " n).",
            () -> n.plus(z.hadamard(n.minus(hPrev))))
        .or(
            "the difference of n and hPrev has the wrong sign in h: it must be h = hPrev + (1 − z)"
                + " ⊙ (n − hPrev).",
            () -> hPrev.plus(rest.hadamard(hPrev.minus(n))))
        .or("h is the candidate" + H_IS, () -> n)
        .or("the old state is missing in h" + H_IS, () -> rest.hadamard(n))
        .or("the candidate is missing in h" + H_IS, () -> z.hadamard(hPrev))
        .or("the candidate is not multiplied by 1 − z in h" + H_IS, () -> n.plus(z.hadamard(hPrev)))
        .or("the old state is not multiplied by z in h" + H_IS, () -> rest.hadamard(n).plus(hPrev))
        .or(
            "the candidate is multiplied by z in h" + H_IS,
            () -> z.hadamard(n).plus(z.hadamard(hPrev)))
        .or("the old state is multiplied by 1 − z in h" + H_IS, () -> rest.hadamard(n.plus(hPrev)))
        .or(
            "the old state is subtracted in h" + H_IS,
            () -> rest.hadamard(n).minus(z.hadamard(hPrev)))
        .or("h goes through tanh" + H_IS, () -> right.map(Math::tanh))
        .or(KEPT_AFTER_RESET, () -> kept)
        .or(KEPT_AFTER_RESET, () -> kind == 0 ? kept : right)
        .or("r is used in place of z in h" + H_IS, () -> n.plus(r.hadamard(hPrev.minus(n))))
        .or(
            "the update gate of example 0 is used for all examples: each must have its own row of"
                + " z.",
            () -> n.plus(ofFirst(z).hadamard(hPrev.minus(n))))
        .or("h is the mean of n and hPrev" + H_IS, () -> n.plus(hPrev).scale(0.5))
        .get();
  }

  /** Each unit written into the state that the next one reads, in z and n or in r as well. */
  private static Matrix oneByOne(
      Matrix u, Matrix hPrev, Matrix Wh, Matrix bhn, int kind, boolean inResetToo) {
    Matrix h = hPrev.copy();
    Matrix first = block(u, 0).plus(hPrev.matmul(block(Wh, 0))).map(LayerSlips::sigmoid);
    for (int j = 0; j < h.cols(); j++) {
      Matrix hW = h.matmul(Wh);
      Matrix r = inResetToo ? block(u, 0).plus(block(hW, 0)).map(LayerSlips::sigmoid) : first;
      Matrix z = block(u, 1).plus(block(hW, 1)).map(LayerSlips::sigmoid);
      Matrix said =
          kind == 0 ? r.hadamard(h).matmul(block(Wh, 2)) : r.hadamard(block(hW, 2).plusRow(bhn));
      Matrix n = block(u, 2).plus(said).map(Math::tanh);
      Matrix next = n.plus(z.hadamard(hPrev.minus(n)));
      for (int row = 0; row < h.rows(); row++) {
        h.set(row, j, next.get(row, j));
      }
    }
    return h;
  }

  private static double clipped(double v, double bound) {
    return Math.max(-bound, Math.min(bound, v));
  }

  private static Matrix block(Matrix m, int k) {
    int H = m.cols() / 3;
    return m.columns(k * H, (k + 1) * H);
  }

  private static Matrix chosen(Matrix m, int[] blocks) {
    return Matrix.beside(block(m, blocks[0]), block(m, blocks[1]), block(m, blocks[2]));
  }

  /** What is missing: zeros that hide a NaN, too. */
  private static Matrix zero(Matrix m) {
    return new Matrix(m.rows(), m.cols());
  }

  /** The first two blocks, as often as this, and no third one. */
  private static Matrix onlyGates(Matrix m, double times) {
    return Matrix.beside(block(m, 0).scale(times), block(m, 1).scale(times), zero(block(m, 2)));
  }

  /** Where each of some letters stands among others. */
  private static int[] indices(String letters, String among) {
    return letters.chars().map(among::indexOf).toArray();
  }

  private static Matrix interleaved(Matrix m) {
    int H = m.cols() / 3;
    Matrix blocks = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        blocks.set(r, c, m.get(r, c % H * 3 + c / H));
      }
    }
    return blocks;
  }

  /** The product with each square block transposed. */
  private static Matrix blockwise(Matrix state, Matrix W) {
    int H = W.rows();
    Matrix[] products = new Matrix[W.cols() / H];
    for (int k = 0; k < products.length; k++) {
      products[k] = state.matmul(W.columns(k * H, (k + 1) * H).transpose());
    }
    return Matrix.beside(products);
  }

  /** Row 0 in every row. */
  private static Matrix ofFirst(Matrix m) {
    return inEachRow(m.pick(0), m.rows());
  }

  private static Matrix inEachRow(Matrix row, int N) {
    return new Matrix(N, row.cols()).plusRow(row);
  }
}
