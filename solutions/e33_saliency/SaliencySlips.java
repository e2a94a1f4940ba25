package e33_saliency;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong with the gradient of an answer with respect to the inputs. */
final class SaliencySlips extends LayerSlips implements Saliency {
  private static final String LENGTH =
      "the length of a row of dx_t must be the root of the sum of the squares.";
  private static final String D = "d must be 1 − 1/C at the answer, and −1/C at the other classes.";
  private static final String RETURNED = "the lengths must be returned as they are.";
  private static final double[] SMALL = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};

  @Override
  public Matrix saliency(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix V, int[] answers) {
    int T = xs.length;
    Matrix[] sums = new Matrix[T];
    Matrix[] hs = states(xs, Wx, Wh, b, answers.length, sums);
    Matrix d = d(hs[T - 1].matmul(V), answers, V);
    boolean everyStep =
        at("where the answer is read", () -> false)
            .or(
                "d·Vᵀ is added at every step: it must be the gradient of the last state only, since"
                    + " no other state gives logits.",
                () -> true)
            .get();
    boolean forward =
        at("where the way back begins", () -> false)
            .or(
                "the way back goes from the first step to the last: it must begin at the last"
                    + " step, since d·Vᵀ is the gradient of the last state.",
                () -> true)
            .get();
    Matrix heard = d.matmul(V.transpose());
    Matrix[] dxs = new Matrix[T];
    Matrix dh = heard;
    for (int k = 0; k < T; k++) {
      int t = forward ? k : T - 1 - k;
      Matrix ds = gradient(everyStep && k > 0 ? dh.plus(heard) : dh);
      Matrix slope = slope(hs, sums, t);
      Matrix dz = ds.hadamard(slope);
      dxs[t] =
          at("dx", () -> dz.matmul(Wx.transpose()))
              .or("Wx is missing in dx: it must be dx_t = dz_t·Wxᵀ.", () -> dz)
              .or(
                  "the length of dh_t is taken: it must be the length of dx_t = dz_t·Wxᵀ.",
                  () -> ds)
              .or(
                  "the derivative of tanh is missing in dx: it must be dz_t·Wxᵀ, not dh_t·Wxᵀ.",
                  () -> ds.matmul(Wx.transpose()))
              .or(
                  "the way back ends before the first step, so column 0 stays 0: the loop must"
                      + " go on to step 1.",
                  () -> dz.matmul(Wx.transpose()).scale(t == 0 ? 0 : 1))
              .get();
      dh =
          at("what a step passes back", () -> dz.matmul(Wh.transpose()))
              .or(
                  "nothing goes back from one step to the step before: it must be dh_(t−1) ="
                      + " dz_t·Whᵀ.",
                  () -> dz.scale(0))
              .or(
                  "Wh is not transposed on the way back: it must be dh_(t−1) = dz_t·Whᵀ. Wh is"
                      + " square, so the shapes do not show it.",
                  () -> dz.matmul(Wh))
              .or(
                  "the derivative of tanh is missing in dh_(t−1): it must be dz_t·Whᵀ, not dh_t·Whᵀ.",
                  () -> ds.matmul(Wh.transpose()))
              .or("Wh is missing in dh_(t−1): it must be dz_t·Whᵀ.", () -> dz)
              .or(
                  "the derivative of tanh is a factor of dh_(t−1) twice: it must be dz_t·Whᵀ.",
                  () -> dz.hadamard(slope).matmul(Wh.transpose()))
              .get();
    }
    Matrix s = lengths(dxs, xs);
    return at("the result", () -> s)
        .or(
            "the columns are in the reverse order: column 0 must be that of the first step.",
            () -> filled(s, (n, t) -> s.get(n, T - 1 - t)))
        .or(
            "each row is divided by its sum: " + RETURNED,
            () -> filled(s, (n, t) -> s.get(n, t) / sum(s.rows(n, n + 1))))
        .or(
            "each row is divided by its largest entry: " + RETURNED,
            () ->
                filled(
                    s,
                    (n, t) ->
                        s.get(n, t) / Arrays.stream(s.rows(n, n + 1).data()).max().orElseThrow()))
        .or(
            "the saliency is divided by the number of examples: " + RETURNED,
            () -> s.scale(1.0 / answers.length))
        .or("the saliency is divided by the number of steps: " + RETURNED, () -> s.scale(1.0 / T))
        .or(
            "the length of the whole matrix dx_t is taken: each row must have a length of its own.",
            () -> filled(s, (n, t) -> dxs[t].norm()))
        .or(
            "the lengths are added up from step to step: each step must have its own.",
            () -> filled(s, (n, t) -> sum(s.rows(n, n + 1).columns(0, t + 1))))
        .or(
            "the sum of the squares is not set back to 0 from one example to the next: each length"
                + " must be that of one row.",
            () -> filled(s, (n, t) -> s.rows(0, n + 1).columns(t, t + 1).norm()))
        .or(
            "the sum of the squares is not set back to 0 from one step to the next: each length"
                + " must be that of one step.",
            () -> filled(s, (n, t) -> s.rows(n, n + 1).columns(0, t + 1).norm()))
        .or(
            "the sum of the squares is not set back to 0 from one step to the next: each length"
                + " must be that of one step.",
            () -> filled(s, (n, t) -> s.rows(n, n + 1).columns(t, T).norm()))
        .get();
  }

  /** What arrives at a state on the way back. */
  private Matrix gradient(Matrix dh) {
    Choice<Matrix> gradient =
        at("the gradient of a state", () -> dh)
            .or(
                "negative gradients become 0 on the way back: dh_t must be taken as it is.",
                () -> dh.map(v -> Math.max(0, v)));
    for (double bound : new double[] {1, 5, 10}) {
      gradient.or(
          "the gradient is clipped on the way back: dh_t must be taken as it is.",
          () -> dh.map(v -> Math.max(-bound, Math.min(bound, v))));
    }
    for (double small : SMALL) {
      gradient.or(
          "the way back ends where the gradient is small: it must go on to the first step.",
          () -> filled(dh, (n, j) -> dh.pick(n).norm() < small ? 0 : dh.get(n, j)));
    }
    return gradient.get();
  }

  private Matrix[] states(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, int N, Matrix[] sums) {
    BinaryOperator<Matrix> step =
        at(
                "the forward step",
                () -> (BinaryOperator<Matrix>) (x, h) -> x.matmul(Wx).plus(h.matmul(Wh)).plusRow(b))
            .or(
                "the bias is left out in the forward pass: h_t must be tanh(x_t·Wx + h_(t−1)·Wh +"
                    + " b).",
                () -> (x, h) -> x.matmul(Wx).plus(h.matmul(Wh)))
            .or(
                "the state before is left out in the forward pass: h_t must be tanh(x_t·Wx +"
                    + " h_(t−1)·Wh + b).",
                () -> (x, h) -> x.matmul(Wx).plusRow(b))
            .or(
                "Wh is transposed in the forward pass: it must be h_(t−1)·Wh, with Wh as it is.",
                () -> (x, h) -> x.matmul(Wx).plus(h.matmul(Wh.transpose())).plusRow(b))
            .get();
    UnaryOperator<Matrix> function =
        at("the function", () -> (UnaryOperator<Matrix>) z -> z.map(Math::tanh))
            .or(
                "tanh is left out in the forward pass: h_t must be tanh(x_t·Wx + h_(t−1)·Wh + b).",
                () -> z -> z)
            .or(
                "the sigmoid is used in place of tanh in the forward pass: h_t must be"
                    + " tanh(x_t·Wx + h_(t−1)·Wh + b).",
                () -> z -> z.map(LayerSlips::sigmoid))
            .get();
    Matrix h =
        at("the state before the first step", () -> new Matrix(N, Wh.rows()))
            .or(
                "h_0, the state before the first step, is 1: it must be 0.",
                () -> new Matrix(N, Wh.rows()).map(zero -> 1))
            .get();
    Matrix[] hs = new Matrix[xs.length];
    for (int t = 0; t < xs.length; t++) {
      sums[t] = step.apply(xs[t], h);
      h = function.apply(sums[t]);
      hs[t] = h;
    }
    return hs;
  }

  /** The gradient of what is looked at with respect to the logits. */
  private Matrix d(Matrix z, int[] answers, Matrix V) {
    int C = z.cols();
    int H = V.rows();
    Matrix one = filled(z, (n, c) -> answers[n] == c ? 1 : 0);
    Matrix p = softmax(z);
    return at("d", () -> one.map(v -> v - 1.0 / C))
        .or(
            "the mean of the logits is left out: "
                + D
                + " Is 1 / C computed with an int C? Then it"
                + " is 0.",
            () -> one)
        .or("d is the gradient of the cross-entropy, with a softmax: " + D, () -> one.minus(p))
        .or(
            "d is the gradient of the probability of the answer, with a softmax: " + D,
            () -> filled(z, (n, c) -> p.get(n, answers[n]) * (one.get(n, c) - p.get(n, c))))
        .or(
            "the mean is that of the other classes only: it must be the mean of all C logits, that"
                + " of the answer, too.",
            () -> filled(z, (n, c) -> answers[n] == c ? 1 : -1.0 / Math.max(1, C - 1)))
        .or(
            "d is 1 at the answer: it must be 1 − 1/C there.",
            () -> filled(z, (n, c) -> answers[n] == c ? 1 : -1.0 / C))
        .or("d is 0 at the other classes: it must be −1/C there.", () -> one.scale(1 - 1.0 / C))
        .or(
            "d is 1 where there is one class: it must be 0, which is 1 − 1/C.",
            () -> one.map(v -> C == 1 ? 1 : v - 1.0 / C))
        .or(
            "1/H is subtracted in d: it must be 1/C, with C the number of columns of V.",
            () -> one.map(v -> v - 1.0 / H))
        .or(
            "1/N is subtracted in d: it must be 1/C, with C the number of columns of V.",
            () -> one.map(v -> v - 1.0 / answers.length))
        .or(
            "the largest other logit is subtracted: the mean of all logits must be.",
            () -> filled(z, (n, c) -> one.get(n, c) - (rival(z, n, answers[n]) == c ? 1 : 0)))
        .or(
            "the class with the largest logit is taken: it must be the class answers[n].",
            () -> filled(z, (n, c) -> (largest(z, n) == c ? 1 : 0) - 1.0 / C))
        .or(
            "the classes are counted from 1: they must be counted from 0, as in answers.",
            () -> filled(z, (n, c) -> (answers[n] - 1 == c ? 1 : 0) - 1.0 / C))
        .or("d is 1 at all classes: " + D, () -> one.map(v -> 1))
        .or(
            "the answer of the first example is used for all: row n must use answers[n].",
            () -> filled(z, (n, c) -> (answers[0] == c ? 1 : 0) - 1.0 / C))
        .or(
            "d is 1 at the answer and −1 at the others: it must be 1 − 1/C and −1/C.",
            () -> one.map(v -> 2 * v - 1))
        .or("the mean is added in d: " + D, () -> one.map(v -> v + 1.0 / C))
        .get();
  }

  private Matrix slope(Matrix[] hs, Matrix[] sums, int t) {
    return derivativeOfTanh("the derivative of tanh", "h", hs[t])
        .or(
            "the derivative of tanh is that at the state before: it must be 1 − h_t², with the"
                + " state that came out of step t.",
            () -> t == 0 ? hs[0].map(v -> 1) : hs[t - 1].map(v -> 1 - v * v))
        .or(
            "the derivative of tanh is that at the last state at every step: it must be 1 − h_t² at"
                + " step t.",
            () -> hs[hs.length - 1].map(v -> 1 - v * v))
        .or(
            "the derivative of tanh is that at the first state at every step: it must be 1 − h_t²"
                + " at step t.",
            () -> hs[0].map(v -> 1 - v * v))
        .or(
            "the derivative of tanh is made of the sum before tanh: it must be 1 − h², made of the"
                + " state.",
            () -> sums[t].map(v -> 1 - v * v))
        .get();
  }

  private Matrix lengths(Matrix[] dxs, Matrix[] xs) {
    boolean times =
        at("what is measured", () -> false)
            .or("the gradient is multiplied by the input: it must be dx_t as it is.", () -> true)
            .get();
    ToDoubleFunction<double[]> length =
        at("the length", () -> (ToDoubleFunction<double[]>) row -> Math.sqrt(squares(row)))
            .or("the square root is missing in the length: " + LENGTH, () -> SaliencySlips::squares)
            .or(
                "the numbers of dx_t are added with their signs: " + LENGTH,
                () -> row -> Arrays.stream(row).sum())
            .or(
                "the absolute values are added: " + LENGTH,
                () -> row -> Arrays.stream(row).map(Math::abs).sum())
            .or(
                "the length is the largest absolute value: " + LENGTH,
                () -> row -> Arrays.stream(row).map(Math::abs).max().orElseThrow())
            .or(
                "the length is the root of the mean of the squares: " + LENGTH,
                () -> row -> Math.sqrt(squares(row) / row.length))
            .get();
    return filled(
        new Matrix(dxs[0].rows(), dxs.length),
        (n, t) -> {
          Matrix row = dxs[t].pick(n);
          boolean fits = times && row.cols() == xs[t].cols();
          return length.applyAsDouble((fits ? row.hadamard(xs[t].pick(n)) : row).data());
        });
  }

  private static double squares(double[] row) {
    return Arrays.stream(row).map(v -> v * v).sum();
  }

  private static double sum(Matrix m) {
    return Arrays.stream(m.data()).sum();
  }

  private static int largest(Matrix z, int n) {
    int best = 0;
    for (int c = 1; c < z.cols(); c++) {
      if (z.get(n, c) > z.get(n, best)) {
        best = c;
      }
    }
    return best;
  }

  /** The class with the largest logit beside the answer; −1 if there is no other. */
  private static int rival(Matrix z, int n, int answer) {
    int best = -1;
    for (int c = 0; c < z.cols(); c++) {
      if (c != answer && (best < 0 || z.get(n, c) > z.get(n, best))) {
        best = c;
      }
    }
    return best;
  }

  private static Matrix softmax(Matrix z) {
    Matrix e = filled(z, (n, c) -> Math.exp(z.get(n, c) - z.get(n, largest(z, n))));
    return filled(e, (n, c) -> e.get(n, c) / sum(e.rows(n, n + 1)));
  }

  private interface Entry {
    double at(int row, int col);
  }

  private static Matrix filled(Matrix shape, Entry entry) {
    Matrix m = new Matrix(shape.rows(), shape.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        m.set(r, c, entry.at(r, c));
      }
    }
    return m;
  }
}
