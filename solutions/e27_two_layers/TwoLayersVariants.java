package e27_two_layers;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class TwoLayersVariants {
  private TwoLayersVariants() {}

  /** Both layers go through time together. */
  static final class StepByStep implements TwoLayers {
    @Override
    public Read forward(
        Matrix[] xs, Matrix Wx1, Matrix Wh1, Matrix b1, Matrix Wx2, Matrix Wh2, Matrix b2) {
      Matrix h = new Matrix(xs[0].rows(), Wh1.rows());
      Matrix g = new Matrix(xs[0].rows(), Wh2.rows());
      Matrix[] lower = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        h = xs[t].matmul(Wx1).plus(h.matmul(Wh1)).plusRow(b1).map(Math::tanh);
        lower[t] = h;
        g = h.matmul(Wx2).plus(g.matmul(Wh2)).plusRow(b2).map(Math::tanh);
      }
      return new Read(lower, g);
    }
  }

  /** Number by number, one example after the other. */
  static final class Loops implements TwoLayers {
    @Override
    public Read forward(
        Matrix[] xs, Matrix Wx1, Matrix Wh1, Matrix b1, Matrix Wx2, Matrix Wh2, Matrix b2) {
      Matrix last = new Matrix(xs[0].rows(), b2.cols());
      Matrix[] lower = new Matrix[xs.length];
      Arrays.setAll(lower, t -> new Matrix(last.rows(), b1.cols()));
      for (int n = 0; n < last.rows(); n++) {
        double[] h = new double[b1.cols()];
        double[] g = new double[b2.cols()];
        for (int t = 0; t < xs.length; t++) {
          h = step(xs[t].pick(n).data(), h, Wx1, Wh1, b1);
          for (int j = 0; j < h.length; j++) {
            lower[t].set(n, j, h[j]);
          }
          g = step(h, g, Wx2, Wh2, b2);
        }
        for (int k = 0; k < g.length; k++) {
          last.set(n, k, g[k]);
        }
      }
      return new Read(lower, last);
    }

    private static double[] step(double[] x, double[] before, Matrix Wx, Matrix Wh, Matrix b) {
      double[] next = new double[before.length];
      for (int j = 0; j < next.length; j++) {
        double z = b.get(0, j);
        for (int i = 0; i < x.length; i++) {
          z += x[i] * Wx.get(i, j);
        }
        for (int i = 0; i < before.length; i++) {
          z += before[i] * Wh.get(i, j);
        }
        next[j] = Math.tanh(z);
      }
      return next;
    }
  }
}
