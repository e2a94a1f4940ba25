package e23_gru_step;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class GruStepVariants {
  private GruStepVariants() {}

  /** r and z as one product, σ(v) as (1 + tanh(v/2)) / 2, and h as the equation has it. */
  static final class GatesAtOnce implements GruStep {
    @Override
    public Matrix forward(
        Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
      int H = hPrev.cols();
      Matrix inputs = Matrix.beside(x, hPrev);
      Matrix weights = Matrix.beside(Wx.transpose(), Wh.transpose()).transpose();
      Matrix gates =
          inputs
              .matmul(weights.columns(0, 2 * H))
              .plusRow(b.columns(0, 2 * H))
              .map(v -> (1 + Math.tanh(v / 2)) / 2);
      Matrix r = gates.columns(0, H);
      Matrix z = gates.columns(H, 2 * H);
      Matrix seen = resetAfter == 0 ? r.hadamard(hPrev) : hPrev;
      Matrix said = seen.matmul(Wh.columns(2 * H, 3 * H));
      if (resetAfter != 0) {
        said = said.plusRow(bhn).hadamard(r);
      }
      Matrix un = x.matmul(Wx.columns(2 * H, 3 * H)).plusRow(b.columns(2 * H, 3 * H));
      Matrix n = said.plus(un).map(Math::tanh);
      return z.map(v -> 1 - v).hadamard(n).plus(z.hadamard(hPrev));
    }
  }

  /** One unit of one example at a time, in plain loops. */
  static final class PlainLoops implements GruStep {
    @Override
    public Matrix forward(
        Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
      int H = hPrev.cols();
      Matrix h = new Matrix(x.rows(), H);
      for (int row = 0; row < x.rows(); row++) {
        double[] r = new double[H];
        for (int j = 0; j < H; j++) {
          r[j] = sigmoid(fromInput(x, Wx, b, row, j) + fromState(hPrev, Wh, row, j));
        }
        for (int j = 0; j < H; j++) {
          double z = sigmoid(fromInput(x, Wx, b, row, H + j) + fromState(hPrev, Wh, row, H + j));
          double said = 0;
          for (int k = 0; k < H; k++) {
            double weight = Wh.get(k, 2 * H + j);
            said += hPrev.get(row, k) * weight * (resetAfter == 1 ? 1 : r[k]);
          }
          if (resetAfter == 1) {
            said = r[j] * (said + bhn.get(0, j));
          }
          double n = Math.tanh(fromInput(x, Wx, b, row, 2 * H + j) + said);
          h.set(row, j, (1 - z) * n + z * hPrev.get(row, j));
        }
      }
      return h;
    }

    private static double fromInput(Matrix x, Matrix Wx, Matrix b, int row, int column) {
      double sum = b.get(0, column);
      for (int k = 0; k < x.cols(); k++) {
        sum += x.get(row, k) * Wx.get(k, column);
      }
      return sum;
    }

    private static double fromState(Matrix hPrev, Matrix Wh, int row, int column) {
      double sum = 0;
      for (int k = 0; k < hPrev.cols(); k++) {
        sum += hPrev.get(row, k) * Wh.get(k, column);
      }
      return sum;
    }

    private static double sigmoid(double v) {
      return 1 / (1 + Math.exp(-v));
    }
  }
}
