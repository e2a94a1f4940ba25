package e11_rnn_backward;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class RnnBackwardVariants {
  private RnnBackwardVariants() {}

  /** First all dz, then one product for each weight, over all steps at once. */
  static final class OneProduct implements RnnBackward {
    @Override
    public Gradients backward(
        Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
      int T = xs.length;
      Matrix[] dz = new Matrix[T];
      for (int t = T - 1; t >= 0; t--) {
        Matrix ds = t == T - 1 ? dhs[t] : dz[t + 1].matmul(Wh.transpose()).plus(dhs[t]);
        dz[t] = ds.minus(ds.hadamard(hs[t]).hadamard(hs[t]));
      }
      Matrix[] dxs = new Matrix[T];
      Matrix[] before = new Matrix[T];
      for (int t = 0; t < T; t++) {
        dxs[t] = Wx.matmul(dz[t].transpose()).transpose();
        before[t] = t > 0 ? hs[t - 1] : h0;
      }
      Matrix all = stacked(dz);
      return new Gradients(
          dxs,
          dz[0].matmul(Wh.transpose()),
          stacked(xs).transpose().matmul(all),
          stacked(before).transpose().matmul(all),
          all.sumRows());
    }

    private static Matrix stacked(Matrix[] steps) {
      Matrix turned = steps[0].transpose();
      for (int t = 1; t < steps.length; t++) {
        turned = Matrix.beside(turned, steps[t].transpose());
      }
      return turned.transpose();
    }
  }

  /** The last steps first, by recursion; the gradients of the weights are added in place. */
  static final class Recursion implements RnnBackward {
    @Override
    public Gradients backward(
        Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
      Gradients sums =
          new Gradients(
              new Matrix[xs.length],
              h0,
              new Matrix(Wx.rows(), Wx.cols()),
              new Matrix(Wh.rows(), Wh.cols()),
              new Matrix(1, b.cols()));
      Matrix dh0 = from(0, dhs, xs, h0, Wx, Wh, hs, sums);
      return new Gradients(sums.dxs(), dh0, sums.dWx(), sums.dWh(), sums.db());
    }

    /** What the steps from t on pass back to the state before them. */
    private static Matrix from(
        int t,
        Matrix[] dhs,
        Matrix[] xs,
        Matrix hPrev,
        Matrix Wx,
        Matrix Wh,
        Matrix[] hs,
        Gradients sums) {
      if (t == xs.length) {
        return new Matrix(hPrev.rows(), hPrev.cols());
      }
      Matrix ds = from(t + 1, dhs, xs, hs[t], Wx, Wh, hs, sums).plus(dhs[t]);
      Matrix dz = ds.hadamard(hs[t].map(v -> (1 - v) * (1 + v)));
      sums.dxs()[t] = dz.matmul(Wx.transpose());
      add(sums.dWx(), xs[t].transpose().matmul(dz));
      add(sums.dWh(), hPrev.transpose().matmul(dz));
      add(sums.db(), dz.sumRows());
      return dz.matmul(Wh.transpose());
    }

    private static void add(Matrix to, Matrix more) {
      for (int k = 0; k < to.data().length; k++) {
        to.data()[k] += more.data()[k];
      }
    }
  }
}
