package e10_rnn_step_backward;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class RnnStepBackwardVariants {
  private RnnStepBackwardVariants() {}

  /** The backward pass from z, computed again: 1 / cosh²(z) is the same derivative. */
  static final class ComputesTheStepAgain implements RnnStepBackward {
    @Override
    public Gradients backward(
        Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
      Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
      Matrix dz = z.map(v -> 1 / (Math.cosh(v) * Math.cosh(v))).hadamard(dh);
      Matrix inputs = Matrix.beside(x, hPrev);
      Matrix dW = inputs.transpose().matmul(dz).transpose();
      int D = x.cols();
      return new Gradients(
          Wx.matmul(dz.transpose()).transpose(),
          Wh.matmul(dz.transpose()).transpose(),
          dW.columns(0, D).transpose(),
          dW.columns(D, D + h.cols()).transpose(),
          new Matrix(1, x.rows()).map(zero -> 1).matmul(dz));
    }
  }

  /** The backward pass in plain loops, which add up what each unit of each example contributes. */
  static final class OneExampleAtATime implements RnnStepBackward {
    @Override
    public Gradients backward(
        Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
      int H = h.cols();
      Matrix dx = new Matrix(x.rows(), x.cols());
      Matrix dhPrev = new Matrix(x.rows(), H);
      Matrix dWx = new Matrix(x.cols(), H);
      Matrix dWh = new Matrix(H, H);
      Matrix db = new Matrix(1, H);
      for (int n = 0; n < x.rows(); n++) {
        for (int j = 0; j < H; j++) {
          double dz = dh.get(n, j) * (1 - h.get(n, j)) * (1 + h.get(n, j));
          db.set(0, j, db.get(0, j) + dz);
          product(n, j, dz, x, Wx, dx, dWx);
          product(n, j, dz, hPrev, Wh, dhPrev, dWh);
        }
      }
      return new Gradients(dx, dhPrev, dWx, dWh, db);
    }

    private static void product(int n, int j, double dz, Matrix a, Matrix W, Matrix da, Matrix dW) {
      for (int k = 0; k < a.cols(); k++) {
        da.set(n, k, da.get(n, k) + dz * W.get(k, j));
        dW.set(k, j, dW.get(k, j) + dz * a.get(n, k));
      }
    }
  }
}
