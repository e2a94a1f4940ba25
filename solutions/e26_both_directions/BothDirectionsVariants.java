package e26_both_directions;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class BothDirectionsVariants {
  private BothDirectionsVariants() {}

  /** Row by row: reverse the row within its length, read it as the other, reverse the states. */
  static final class Reversed implements BothDirections {
    @Override
    public Both forward(
        Matrix[] xs,
        int[] lengths,
        Matrix Wx1,
        Matrix Wh1,
        Matrix b1,
        Matrix Wx2,
        Matrix Wh2,
        Matrix b2) {
      int H = b1.cols();
      Matrix[] outputs = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        outputs[t] = new Matrix(lengths.length, 2 * H);
      }
      Matrix last = new Matrix(lengths.length, 2 * H);
      for (int n = 0; n < lengths.length; n++) {
        Matrix[] row = new Matrix[lengths[n]];
        Matrix[] reversed = new Matrix[lengths[n]];
        for (int t = 0; t < row.length; t++) {
          row[t] = xs[t].pick(n);
          reversed[row.length - 1 - t] = row[t];
        }
        Matrix[] f = read(row, Wx1, Wh1, b1);
        Matrix[] g = read(reversed, Wx2, Wh2, b2);
        int[] here = {n};
        for (int t = 0; t < row.length; t++) {
          outputs[t].put(here, Matrix.beside(f[t], g[row.length - 1 - t]));
        }
        last.put(here, Matrix.beside(f[row.length - 1], g[row.length - 1]));
      }
      return new Both(outputs, last);
    }

    private static Matrix[] read(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] states = new Matrix[xs.length];
      Matrix h = new Matrix(1, b.cols());
      for (int t = 0; t < xs.length; t++) {
        h = xs[t].matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
        states[t] = h;
      }
      return states;
    }
  }

  /** The states of both directions in arrays, number by number, and last read off the outputs. */
  static final class Loops implements BothDirections {
    @Override
    public Both forward(
        Matrix[] xs,
        int[] lengths,
        Matrix Wx1,
        Matrix Wh1,
        Matrix b1,
        Matrix Wx2,
        Matrix Wh2,
        Matrix b2) {
      int H = b1.cols();
      Matrix[] outputs = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        outputs[t] = new Matrix(lengths.length, 2 * H);
      }
      Matrix last = new Matrix(lengths.length, 2 * H);
      for (int n = 0; n < lengths.length; n++) {
        double[] f = new double[H];
        double[] g = new double[H];
        for (int t = 0; t < lengths[n]; t++) {
          int back = lengths[n] - 1 - t;
          f = step(xs[t], n, f, Wx1, Wh1, b1);
          g = step(xs[back], n, g, Wx2, Wh2, b2);
          for (int j = 0; j < H; j++) {
            outputs[t].set(n, j, f[j]);
            outputs[back].set(n, H + j, g[j]);
          }
        }
        for (int j = 0; j < H; j++) {
          last.set(n, j, outputs[lengths[n] - 1].get(n, j));
          last.set(n, H + j, outputs[0].get(n, H + j));
        }
      }
      return new Both(outputs, last);
    }

    private static double[] step(Matrix x, int n, double[] h, Matrix Wx, Matrix Wh, Matrix b) {
      double[] next = new double[h.length];
      for (int j = 0; j < next.length; j++) {
        double z = b.get(0, j);
        for (int i = 0; i < x.cols(); i++) {
          z += x.get(n, i) * Wx.get(i, j);
        }
        for (int i = 0; i < h.length; i++) {
          z += h[i] * Wh.get(i, j);
        }
        next[j] = Math.tanh(z);
      }
      return next;
    }
  }
}
