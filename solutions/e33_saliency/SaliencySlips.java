package e33_saliency;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong with the gradient of an answer with respect to the inputs. */
final class SaliencySlips extends Slips implements Saliency {
  private static final String LENGTH =
      "the saliency is the length of each row of dx_t: √(Σ of the squares).";

  @Override
  public Matrix saliency(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix V, int[] answers) {
    int T = xs.length;
    Matrix[] hs = states(xs, Wx, Wh, b, answers.length);
    Matrix d = d(hs[T - 1].matmul(V), answers);
    boolean everyStep =
        at("where the answer is read", () -> false)
            .or(
                "the logits of every step are looked at: the answer is read after the last step"
                    + " alone, so d·Vᵀ enters there and nowhere else.",
                () -> true)
            .get();
    boolean forward =
        at("where the way back begins", () -> false)
            .or(
                "the way back goes from the first step to the last: d·Vᵀ is the gradient of the last"
                    + " state, so the loop begins at the last step.",
                () -> true)
            .get();
    Matrix heard = d.matmul(V.transpose());
    Matrix[] dxs = new Matrix[T];
    Matrix dh = heard;
    for (int k = 0; k < T; k++) {
      int t = forward ? k : T - 1 - k;
      Matrix ds = everyStep && k > 0 ? dh.plus(heard) : dh;
      Matrix slope = slope(hs, t);
      Matrix dz = ds.hadamard(slope);
      dxs[t] =
          at("dx", () -> dz.matmul(Wx.transpose()))
              .or("dx is dz, without Wx: dx_t = dz_t·Wxᵀ.", () -> dz)
              .or(
                  "the gradient of the state is measured: it must be that of the input, dx_t = dz_t·Wxᵀ.",
                  () -> ds)
              .or(
                  "dx has not been through the tanh of its step: dx_t = dz_t·Wxᵀ, not dh_t·Wxᵀ.",
                  () -> ds.matmul(Wx.transpose()))
              .get();
      dh =
          at("what a step passes back", () -> dz.matmul(Wh.transpose()))
              .or("nothing goes back from the last step: dh_(t−1) = dz_t·Whᵀ.", () -> dz.scale(0))
              .or(
                  "Wh is not transposed on the way from step to step: dh_(t−1) = dz_t·Whᵀ. Wh is"
                      + " square, so the shapes do not show it.",
                  () -> dz.matmul(Wh))
              .or(
                  "what goes from step to step has not been through the tanh: dh_(t−1) = dz_t·Whᵀ,"
                      + " not dh_t·Whᵀ.",
                  () -> ds.matmul(Wh.transpose()))
              .or(
                  "what goes from step to step has not been through Wh: dh_(t−1) = dz_t·Whᵀ.",
                  () -> dz)
              .or(
                  "the tanh is taken twice on the way from step to step: dh_(t−1) = dz_t·Whᵀ.",
                  () -> dz.hadamard(slope).matmul(Wh.transpose()))
              .get();
    }
    Matrix s = lengths(dxs, xs);
    return at("the result", () -> s)
        .or(
            "the columns are in the order in which they were computed: column 0 belongs to the first"
                + " step.",
            () -> filled(s, (n, t) -> s.get(n, T - 1 - t)))
        .or(
            "each row is divided by its sum: the lengths themselves are asked for, not their"
                + " shares.",
            () -> filled(s, (n, t) -> s.get(n, t) / sum(s.rows(n, n + 1))))
        .or(
            "each row is divided by its largest entry: the lengths themselves are asked for.",
            () ->
                filled(
                    s,
                    (n, t) ->
                        s.get(n, t) / Arrays.stream(s.rows(n, n + 1).data()).max().orElseThrow()))
        .or(
            "the saliency is divided by the number of examples: it must be of each sentence by itself,"
                + " and no mean over the batch.",
            () -> s.scale(1.0 / answers.length))
        .or(
            "the saliency is divided by the number of steps: it must be no mean.",
            () -> s.scale(1.0 / T))
        .or(
            "every example has the same saliency: a row belongs to one example, so take the length"
                + " of each row of dx_t, not of the whole matrix.",
            () -> filled(s, (n, t) -> dxs[t].norm()))
        .or(
            "the lengths are added up from step to step: each step has a gradient of its own.",
            () -> filled(s, (n, t) -> sum(s.rows(n, n + 1).columns(0, t + 1))))
        .get();
  }

  private Matrix[] states(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, int N) {
    BinaryOperator<Matrix> step =
        at(
                "the forward step",
                () ->
                    (BinaryOperator<Matrix>)
                        (x, h) -> x.matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh))
            .or(
                "the bias is left out in the forward pass: h_t = tanh(x_t·Wx + h_(t−1)·Wh + b).",
                () -> (x, h) -> x.matmul(Wx).plus(h.matmul(Wh)).map(Math::tanh))
            .or(
                "the state before is left out in the forward pass: h_t = tanh(x_t·Wx + h_(t−1)·Wh"
                    + " + b).",
                () -> (x, h) -> x.matmul(Wx).plusRow(b).map(Math::tanh))
            .or(
                "Wh is transposed in the forward pass: it must be h_(t−1)·Wh, with Wh as it is.",
                () ->
                    (x, h) ->
                        x.matmul(Wx).plus(h.matmul(Wh.transpose())).plusRow(b).map(Math::tanh))
            .or(
                "tanh is left out in the forward pass: h_t = tanh(x_t·Wx + h_(t−1)·Wh + b).",
                () -> (x, h) -> x.matmul(Wx).plus(h.matmul(Wh)).plusRow(b))
            .get();
    Matrix h =
        at("the state before the first step", () -> new Matrix(N, Wh.rows()))
            .or(
                "the state before the first step is 1: it must be 0.",
                () -> new Matrix(N, Wh.rows()).map(zero -> 1))
            .get();
    Matrix[] hs = new Matrix[xs.length];
    for (int t = 0; t < xs.length; t++) {
      h = step.apply(xs[t], h);
      hs[t] = h;
    }
    return hs;
  }

  /** The gradient of what is looked at with respect to the logits. */
  private Matrix d(Matrix z, int[] answers) {
    int C = z.cols();
    Matrix one = filled(z, (n, c) -> answers[n] == c ? 1 : 0);
    Matrix p = softmax(z);
    return at("d", () -> one.map(v -> v - 1.0 / C))
        .or(
            "the mean of the logits is left out: d is 1 − 1/C at the answer, and −1/C at the other"
                + " classes. In Java, 1 / C is 0 for an int C above 1: write 1.0 / C.",
            () -> one)
        .or(
            "the gradient of the loss is taken, p less 1 at the answer: here it is that of the logit"
                + " less the mean of the logits, and there is no softmax.",
            () -> one.minus(p))
        .or(
            "the gradient of the probability is taken: here it is that of the logit less the mean of"
                + " the logits, and there is no softmax.",
            () -> filled(z, (n, c) -> p.get(n, answers[n]) * (one.get(n, c) - p.get(n, c))))
        .or(
            "the mean is over the other classes: it must be over all C classes, the answer among them.",
            () -> filled(z, (n, c) -> answers[n] == c ? 1 : -1.0 / Math.max(1, C - 1)))
        .or(
            "the class with the largest logit is looked at: it must be that of answers.",
            () -> filled(z, (n, c) -> (largest(z, n) == c ? 1 : 0) - 1.0 / C))
        .or(
            "all logits are looked at: d is 1 − 1/C at the answer, and −1/C at the other classes.",
            () -> one.map(v -> 1))
        .or(
            "the answer of the first example is taken for all: each has its own.",
            () -> filled(z, (n, c) -> (answers[0] == c ? 1 : 0) - 1.0 / C))
        .or(
            "d is 1 at the answer and −1 at the others: it must be 1 − 1/C and −1/C.",
            () -> one.map(v -> 2 * v - 1))
        .or(
            "the mean is added: d is 1 − 1/C at the answer, and −1/C at the other classes.",
            () -> one.map(v -> v + 1.0 / C))
        .get();
  }

  private Matrix slope(Matrix[] hs, int t) {
    return at("the slope of tanh", () -> hs[t].map(v -> 1 - v * v))
        .or("tanh has no slope here: dz_t = dh_t ⊙ (1 − h_t²).", () -> hs[t].map(v -> 1))
        .or(
            "the slope is that of the state before: dz_t takes 1 − h_t², of the state that came out"
                + " of step t.",
            () -> t == 0 ? hs[0].map(v -> 1) : hs[t - 1].map(v -> 1 - v * v))
        .or(
            "the slope is that of the last state at every step: each step has its own, 1 − h_t².",
            () -> hs[hs.length - 1].map(v -> 1 - v * v))
        .or(
            "the slope is 1 − h, without the square: it must be 1 − h².",
            () -> hs[t].map(v -> 1 - v))
        .or(
            "h·(1 − h) is the slope of the sigmoid: that of tanh is 1 − h².",
            () -> hs[t].map(v -> v * (1 - v)))
        .or(
            "the slope is 1 − tanh²(h): h is already the tanh, so it is 1 − h².",
            () -> hs[t].map(v -> 1 - Math.pow(Math.tanh(v), 2)))
        .get();
  }

  private Matrix lengths(Matrix[] dxs, Matrix[] xs) {
    boolean times =
        at("what is measured", () -> false)
            .or(
                "the gradient is multiplied by the input: saliency is the length of dx_t alone.",
                () -> true)
            .get();
    ToDoubleFunction<double[]> length =
        at("the length", () -> (ToDoubleFunction<double[]>) row -> Math.sqrt(squares(row)))
            .or(
                "the squares are added and no root is taken: " + LENGTH,
                () -> SaliencySlips::squares)
            .or(
                "the numbers of dx_t are added with their signs: " + LENGTH,
                () -> row -> Arrays.stream(row).sum())
            .or(
                "the sizes of the numbers are added: " + LENGTH,
                () -> row -> Arrays.stream(row).map(Math::abs).sum())
            .or(
                "the largest number of each row is taken: " + LENGTH,
                () -> row -> Arrays.stream(row).map(Math::abs).max().orElseThrow())
            .or(
                "the root is taken of the mean of the squares: " + LENGTH,
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
