package e24_gru_step_backward;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class GruStepBackwardVariants {
  private GruStepBackwardVariants() {}

  /** A gate at a time: each has its own blocks of weights, and the shares are added at the end. */
  static final class GateByGate implements GruStepBackward {
    @Override
    public Gradients backward(
        Matrix dh,
        Matrix x,
        Matrix hPrev,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix bhn,
        Matrix gates) {
      int H = hPrev.cols();
      Matrix r = block(gates, 0, H);
      Matrix z = block(gates, 1, H);
      Matrix n = block(gates, 2, H);
      Matrix dn = dh.hadamard(z.map(v -> 1 - v)).hadamard(n.map(v -> (1 - v) * (1 + v)));
      Matrix dz = dh.hadamard(hPrev).minus(dh.hadamard(n)).hadamard(z.map(v -> v - v * v));
      Matrix dr = dn.hadamard(block(gates, 3, H)).hadamard(r.map(v -> v - v * v));
      Matrix[] ofInput = {dr, dz, dn};
      Matrix[] ofState = {dr, dz, dn.hadamard(r)};
      Matrix dx = new Matrix(x.rows(), x.cols());
      Matrix dhPrev = z.hadamard(dh);
      Matrix[] dWx = new Matrix[3];
      Matrix[] dWh = new Matrix[3];
      Matrix[] db = new Matrix[3];
      for (int k = 0; k < 3; k++) {
        dx = dx.plus(ofInput[k].matmul(block(Wx, k, H).transpose()));
        dhPrev = dhPrev.plus(ofState[k].matmul(block(Wh, k, H).transpose()));
        dWx[k] = x.transpose().matmul(ofInput[k]);
        dWh[k] = hPrev.transpose().matmul(ofState[k]);
        db[k] = ofInput[k].sumRows();
      }
      return new Gradients(
          dx,
          dhPrev,
          Matrix.beside(dWx),
          Matrix.beside(dWh),
          Matrix.beside(db),
          ofState[2].sumRows());
    }

    private static Matrix block(Matrix m, int k, int H) {
      return m.columns(k * H, (k + 1) * H);
    }
  }

  /** Computes the gates again, and takes plain loops over the units of each example. */
  static final class ComputesTheStepAgain implements GruStepBackward {
    @Override
    public Gradients backward(
        Matrix dh,
        Matrix x,
        Matrix hPrev,
        Matrix Wx,
        Matrix Wh,
        Matrix b,
        Matrix bhn,
        Matrix gates) {
      int H = hPrev.cols();
      Matrix u = x.matmul(Wx).plusRow(b);
      Matrix v = hPrev.matmul(Wh);
      Matrix du = new Matrix(x.rows(), 3 * H);
      Matrix dv = new Matrix(x.rows(), 3 * H);
      Matrix dhPrev = new Matrix(x.rows(), H);
      for (int m = 0; m < x.rows(); m++) {
        for (int j = 0; j < H; j++) {
          double r = sigmoid(u.get(m, j) + v.get(m, j));
          double z = sigmoid(u.get(m, H + j) + v.get(m, H + j));
          double q = v.get(m, 2 * H + j) + bhn.get(0, j);
          double n = Math.tanh(u.get(m, 2 * H + j) + r * q);
          double dn = dh.get(m, j) * (1 - z) * (1 - n * n);
          du.set(m, j, dn * q * r * (1 - r));
          du.set(m, H + j, dh.get(m, j) * (hPrev.get(m, j) - n) * z * (1 - z));
          du.set(m, 2 * H + j, dn);
          dv.set(m, j, du.get(m, j));
          dv.set(m, H + j, du.get(m, H + j));
          dv.set(m, 2 * H + j, dn * r);
          dhPrev.set(m, j, dh.get(m, j) * z);
        }
      }
      return new Gradients(
          Wx.matmul(du.transpose()).transpose(),
          dhPrev.plus(Wh.matmul(dv.transpose()).transpose()),
          du.transpose().matmul(x).transpose(),
          dv.transpose().matmul(hPrev).transpose(),
          du.sumRows(),
          dv.sumRows().columns(2 * H, 3 * H));
    }

    private static double sigmoid(double v) {
      return 1 / (1 + Math.exp(-v));
    }
  }
}
