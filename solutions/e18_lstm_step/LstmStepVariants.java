package e18_lstm_step;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class LstmStepVariants {
  private LstmStepVariants() {}

  /** Unfused: each gate with its own weights, and σ(v) as (1 + tanh(v/2)) / 2. */
  static final class FourProducts implements LstmStep {
    @Override
    public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] z = new Matrix[4];
      int H = hPrev.cols();
      for (int k = 0; k < 4; k++) {
        Matrix fromState = hPrev.matmul(Wh.columns(k * H, (k + 1) * H));
        Matrix fromInput = x.matmul(Wx.columns(k * H, (k + 1) * H));
        z[k] = fromState.plus(fromInput).plusRow(b.columns(k * H, (k + 1) * H));
      }
      Matrix written = gate(z[0]).hadamard(z[2].map(Math::tanh));
      Matrix c = written.plus(cPrev.hadamard(gate(z[1])));
      return new State(c.map(Math::tanh).hadamard(gate(z[3])), c);
    }

    private static Matrix gate(Matrix z) {
      return z.map(v -> (1 + Math.tanh(v / 2)) / 2);
    }
  }

  /** One unit of one example at a time, in plain loops. */
  static final class PlainLoops implements LstmStep {
    @Override
    public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
      int H = hPrev.cols();
      Matrix h = new Matrix(x.rows(), H);
      Matrix c = new Matrix(x.rows(), H);
      for (int n = 0; n < x.rows(); n++) {
        for (int j = 0; j < H; j++) {
          double[] z = new double[4];
          for (int block = 0; block < 4; block++) {
            int at = block * H + j;
            z[block] = b.get(0, at) + dot(x, n, Wx, at) + dot(hPrev, n, Wh, at);
          }
          double kept = cPrev.get(n, j) / (1 + Math.exp(-z[1]));
          double written = Math.tanh(z[2]) / (1 + Math.exp(-z[0]));
          c.set(n, j, kept + written);
          h.set(n, j, Math.tanh(kept + written) / (1 + Math.exp(-z[3])));
        }
      }
      return new State(h, c);
    }

    private static double dot(Matrix a, int row, Matrix W, int column) {
      double sum = 0;
      for (int k = 0; k < a.cols(); k++) {
        sum += a.get(row, k) * W.get(k, column);
      }
      return sum;
    }
  }
}
