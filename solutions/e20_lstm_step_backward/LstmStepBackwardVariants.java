package e20_lstm_step_backward;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class LstmStepBackwardVariants {
  private LstmStepBackwardVariants() {}

  /** A gate at a time: each has its own blocks of weights, and the shares are added at the end. */
  static final class GateByGate implements LstmStepBackward {
    @Override
    public Gradients backward(
        Matrix dh,
        Matrix dc,
        Matrix x,
        Matrix hPrev,
        Matrix cPrev,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix gates,
        Matrix c) {
      int H = c.cols();
      Matrix tanhC = c.map(Math::tanh);
      Matrix dcell = dh.hadamard(block(gates, 3)).plus(dc.scale(0));
      dcell = dcell.minus(dcell.hadamard(tanhC).hadamard(tanhC)).plus(dc);
      Matrix[] others = {block(gates, 2), cPrev, block(gates, 0), tanhC};
      Matrix dx = new Matrix(x.rows(), x.cols());
      Matrix dhPrev = new Matrix(x.rows(), H);
      Matrix[] dWx = new Matrix[4];
      Matrix[] dWh = new Matrix[4];
      Matrix[] db = new Matrix[4];
      for (int k = 0; k < 4; k++) {
        Matrix gate = block(gates, k);
        Matrix slope = gate.map(k == 2 ? v -> (1 - v) * (1 + v) : v -> v - v * v);
        Matrix dz = (k == 3 ? dh : dcell).hadamard(others[k]).hadamard(slope);
        dx = dx.plus(dz.matmul(block(Wx, k).transpose()));
        dhPrev = dhPrev.plus(dz.matmul(block(Wh, k).transpose()));
        dWx[k] = x.transpose().matmul(dz);
        dWh[k] = hPrev.transpose().matmul(dz);
        db[k] = dz.sumRows();
      }
      return new Gradients(
          dx,
          dhPrev,
          block(gates, 1).hadamard(dcell),
          Matrix.beside(dWx),
          Matrix.beside(dWh),
          Matrix.beside(db));
    }

    private static Matrix block(Matrix m, int k) {
      int H = m.cols() / 4;
      return m.columns(k * H, (k + 1) * H);
    }
  }

  /** Computes the gates again, and takes plain loops over the units of each example. */
  static final class ComputesTheStepAgain implements LstmStepBackward {
    @Override
    public Gradients backward(
        Matrix dh,
        Matrix dc,
        Matrix x,
        Matrix hPrev,
        Matrix cPrev,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix gates,
        Matrix c) {
      int H = cPrev.cols();
      Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
      Matrix dz = new Matrix(x.rows(), 4 * H);
      Matrix dcPrev = new Matrix(x.rows(), H);
      for (int n = 0; n < x.rows(); n++) {
        for (int j = 0; j < H; j++) {
          double i = sigmoid(z.get(n, j));
          double f = sigmoid(z.get(n, H + j));
          double g = Math.tanh(z.get(n, 2 * H + j));
          double o = sigmoid(z.get(n, 3 * H + j));
          double tanh = Math.tanh(f * cPrev.get(n, j) + i * g);
          double dcell = dc.get(n, j) + dh.get(n, j) * o * (1 - tanh * tanh);
          dz.set(n, j, dcell * g * i * (1 - i));
          dz.set(n, H + j, dcell * cPrev.get(n, j) * f * (1 - f));
          dz.set(n, 2 * H + j, dcell * i * (1 - g * g));
          dz.set(n, 3 * H + j, dh.get(n, j) * tanh * o * (1 - o));
          dcPrev.set(n, j, dcell * f);
        }
      }
      Matrix dW = Matrix.beside(x, hPrev).transpose().matmul(dz).transpose();
      int D = x.cols();
      return new Gradients(
          Wx.matmul(dz.transpose()).transpose(),
          Wh.matmul(dz.transpose()).transpose(),
          dcPrev,
          dW.columns(0, D).transpose(),
          dW.columns(D, D + H).transpose(),
          dz.sumRows());
    }

    private static double sigmoid(double v) {
      return 1 / (1 + Math.exp(-v));
    }
  }
}
