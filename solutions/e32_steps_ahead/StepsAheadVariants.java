package e32_steps_ahead;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class StepsAheadVariants {
  private StepsAheadVariants() {}

  /** Each series grows in an array of its own. */
  static final class Growing implements StepsAhead {
    @Override
    public Matrix ahead(Matrix last, Matrix w, double bias, int k) {
      int read = last.cols();
      Matrix forecasts = new Matrix(last.rows(), k);
      for (int n = 0; n < last.rows(); n++) {
        double[] x = new double[read + k];
        for (int t = 0; t < read; t++) {
          x[t] = last.get(n, t);
        }
        for (int i = 0; i < k; i++) {
          double sum = bias;
          for (int t = 0; t < read; t++) {
            sum += x[i + t] * w.get(t, 0);
          }
          x[read + i] = sum;
          forecasts.set(n, i, sum);
        }
      }
      return forecasts;
    }
  }

  /** A ring in place of shifting: the newest forecast overwrites the oldest number of a copy. */
  static final class Ring implements StepsAhead {
    @Override
    public Matrix ahead(Matrix last, Matrix w, double bias, int k) {
      int read = last.cols();
      Matrix ring = last.copy();
      Matrix forecasts = new Matrix(last.rows(), k);
      for (int i = 0; i < k; i++) {
        for (int n = 0; n < last.rows(); n++) {
          double sum = 0;
          for (int t = 0; t < read; t++) {
            sum += ring.get(n, (i + t) % read) * w.get(t, 0);
          }
          forecasts.set(n, i, sum + bias);
        }
        for (int n = 0; n < last.rows(); n++) {
          ring.set(n, i % read, forecasts.get(n, i));
        }
      }
      return forecasts;
    }
  }
}
