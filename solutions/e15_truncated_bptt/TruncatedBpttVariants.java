package e15_truncated_bptt;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class TruncatedBpttVariants {
  private TruncatedBpttVariants() {}

  /** The backward pass of e11 on each chunk by itself, from the first to the last. */
  static final class ChunkByChunk implements TruncatedBptt {
    @Override
    public Gradients backward(
        Matrix[] dhs,
        Matrix[] xs,
        Matrix h0,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix[] hs,
        int chunk) {
      int T = xs.length;
      Gradients sums =
          new Gradients(
              new Matrix[T],
              new Matrix(Wx.rows(), Wx.cols()),
              new Matrix(Wh.rows(), Wh.cols()),
              new Matrix(1, b.cols()));
      int length = Math.min(chunk, T); // from + chunk might overflow
      Matrix before = h0;
      for (int from = 0; from < T; from += length) {
        int to = Math.min(from + length, T);
        Gradients own =
            whole(
                Arrays.copyOfRange(dhs, from, to),
                Arrays.copyOfRange(xs, from, to),
                before,
                Wx,
                Wh,
                Arrays.copyOfRange(hs, from, to));
        System.arraycopy(own.dxs(), 0, sums.dxs(), from, to - from);
        sums.dWx().addInPlace(own.dWx());
        sums.dWh().addInPlace(own.dWh());
        sums.db().addInPlace(own.db());
        before = hs[to - 1];
      }
      return sums;
    }

    private static Gradients whole(
        Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix[] hs) {
      Matrix[] dxs = new Matrix[xs.length];
      Matrix dWx = new Matrix(Wx.rows(), Wx.cols());
      Matrix dWh = new Matrix(Wh.rows(), Wh.cols());
      Matrix db = new Matrix(1, Wh.cols());
      Matrix carry = new Matrix(h0.rows(), h0.cols());
      for (int t = xs.length - 1; t >= 0; t--) {
        Matrix dz = dhs[t].plus(carry).hadamard(hs[t].map(v -> 1 - v * v));
        dxs[t] = dz.matmul(Wx.transpose());
        dWx.addTransposedMatmul(xs[t], dz);
        dWh.addTransposedMatmul(t == 0 ? h0 : hs[t - 1], dz);
        db = db.plus(dz.sumRows());
        carry = dz.matmul(Wh.transpose());
      }
      return new Gradients(dxs, dWx, dWh, db);
    }
  }

  /** From the first step to the last: at each, the later steps of its chunk are gone through. */
  static final class StepByStep implements TruncatedBptt {
    @Override
    public Gradients backward(
        Matrix[] dhs,
        Matrix[] xs,
        Matrix h0,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix[] hs,
        int chunk) {
      int T = xs.length;
      Matrix[] dxs = new Matrix[T];
      Gradients sums = new Gradients(dxs, Wx.map(v -> 0), Wh.map(v -> 0), b.map(v -> 0));
      for (int t = 0; t < T; t++) {
        int last = t;
        while (last < T - 1 && (last + 1) / chunk == t / chunk) {
          last++;
        }
        Matrix dz = through(hs[last], dhs[last]);
        for (int s = last - 1; s >= t; s--) {
          dz = through(hs[s], dhs[s].plus(dz.matmul(Wh.transpose())));
        }
        dxs[t] = Wx.matmul(dz.transpose()).transpose();
        sums.dWx().addInPlace(xs[t].transpose().matmul(dz));
        sums.dWh().addInPlace((t > 0 ? hs[t - 1] : h0).transpose().matmul(dz));
        sums.db().addInPlace(dz.sumRows());
      }
      return sums;
    }

    private static Matrix through(Matrix h, Matrix ds) {
      return ds.minus(ds.hadamard(h).hadamard(h));
    }
  }
}
