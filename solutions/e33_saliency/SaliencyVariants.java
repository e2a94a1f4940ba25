package e33_saliency;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class SaliencyVariants {
  private SaliencyVariants() {}

  /** Forward: how the state moves with each input is carried along, one example at a time. */
  static final class Carried implements Saliency {
    @Override
    public Matrix saliency(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix V, int[] answers) {
      Matrix s = new Matrix(answers.length, xs.length);
      for (int n = 0; n < answers.length; n++) {
        Matrix[] moves = new Matrix[xs.length]; // of h with x_t (D × H)
        Matrix h = new Matrix(1, Wh.rows());
        for (int t = 0; t < xs.length; t++) {
          h = xs[t].pick(n).matmul(Wx).plus(h.matmul(Wh)).plus(b).map(Math::tanh);
          for (int k = 0; k <= t; k++) {
            moves[k] = scaled(k == t ? Wx : moves[k].matmul(Wh), h);
          }
        }
        for (int t = 0; t < xs.length; t++) {
          Matrix dz = moves[t].matmul(V); // of each logit (D × C)
          double square = 0;
          for (int k = 0; k < dz.rows(); k++) {
            double mean = 0;
            for (int c = 0; c < dz.cols(); c++) {
              mean += dz.get(k, c) / dz.cols();
            }
            square += Math.pow(dz.get(k, answers[n]) - mean, 2);
          }
          s.set(n, t, Math.sqrt(square));
        }
      }
      return s;
    }

    /** Each column times the slope of its unit. */
    private static Matrix scaled(Matrix m, Matrix h) {
      Matrix result = new Matrix(m.rows(), m.cols());
      for (int k = 0; k < m.rows(); k++) {
        for (int j = 0; j < m.cols(); j++) {
          result.set(k, j, m.get(k, j) * (1 - h.get(0, j) * h.get(0, j)));
        }
      }
      return result;
    }
  }

  /** The mean taken from V, and recursion: what comes after a step returns the gradient of it. */
  static final class Recursion implements Saliency {
    @Override
    public Matrix saliency(Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix V, int[] answers) {
      int N = answers.length;
      Matrix s = new Matrix(N, xs.length);
      Matrix rows = new Matrix(N, V.rows());
      for (int n = 0; n < N; n++) {
        for (int j = 0; j < V.rows(); j++) {
          double mean = V.rows(j, j + 1).matmul(new Matrix(V.cols(), 1).map(zero -> 1)).get(0, 0);
          rows.set(n, j, V.get(j, answers[n]) - mean / V.cols());
        }
      }
      from(0, new Matrix(N, Wh.rows()), xs, Wx, Wh, b, rows, s);
      return s;
    }

    /** The gradient with respect to the state before step t. */
    private static Matrix from(
        int t, Matrix h, Matrix[] xs, Matrix Wx, Matrix Wh, Matrix b, Matrix end, Matrix s) {
      if (t == xs.length) {
        return end;
      }
      Matrix next = xs[t].matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
      Matrix dh = from(t + 1, next, xs, Wx, Wh, b, end, s);
      Matrix dz = dh.minus(dh.hadamard(next).hadamard(next));
      Matrix squares = dz.matmul(Wx.transpose()).map(v -> v * v);
      for (int n = 0; n < squares.rows(); n++) {
        double sum = 0;
        for (int k = 0; k < squares.cols(); k++) {
          sum += squares.get(n, k);
        }
        s.set(n, t, Math.sqrt(sum));
      }
      return dz.matmul(Wh.transpose());
    }
  }
}
