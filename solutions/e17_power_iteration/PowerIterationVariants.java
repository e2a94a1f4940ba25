package e17_power_iteration;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class PowerIterationVariants {
  private PowerIterationVariants() {}

  /** With W·Wᵀ made once, and each power scaled by a power of two. */
  static final class Gram implements PowerIteration {
    @Override
    public Both of(Matrix W, Matrix start, int rounds) {
      Matrix gram = W.matmul(W.transpose());
      Matrix v = start.norm() == 0 ? start : start.scale(1 / start.norm());
      for (int k = 1; k < rounds; k++) {
        Matrix next = v.matmul(gram);
        v = next.norm() == 0 ? next : next.scale(1 / next.norm());
      }
      Matrix power = W;
      long exponent = 0;
      for (int k = 1; k < rounds; k++) {
        int by = Math.getExponent(power.norm());
        by = by > Double.MAX_EXPONENT || by < Double.MIN_EXPONENT ? 0 : by;
        exponent += by;
        power = power.scale(Math.scalb(1, -by)).matmul(W);
      }
      double root = Math.pow(power.norm(), 1.0 / rounds);
      return new Both(root * Math.pow(2, (double) exponent / rounds), v.matmul(W).norm());
    }
  }

  /** Plain loops; columns of W as vectors. */
  static final class Loops implements PowerIteration {
    @Override
    public Both of(Matrix W, Matrix start, int rounds) {
      int N = W.rows();
      double[] v = start.data().clone();
      double[][] power = new double[N][N];
      for (int i = 0; i < N; i++) {
        power[i][i] = 1;
      }
      double singular = 0;
      double radius = 1;
      for (int k = 0; k < rounds; k++) {
        shorten(v, length(v));
        double[] u = times(v, W);
        singular = length(u);
        double[] back = new double[N];
        for (int i = 0; i < N; i++) {
          for (int j = 0; j < N; j++) {
            back[i] += W.get(i, j) * u[j];
          }
        }
        v = back;
        double squares = 0;
        for (int i = 0; i < N; i++) {
          power[i] = times(power[i], W);
          squares += length(power[i]) * length(power[i]);
        }
        double growth = Math.sqrt(squares);
        radius *= Math.pow(growth, 1.0 / rounds);
        for (double[] row : power) {
          shorten(row, growth);
        }
      }
      return new Both(radius, singular);
    }

    private static double[] times(double[] row, Matrix W) {
      double[] product = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j < row.length; j++) {
          product[j] += row[i] * W.get(i, j);
        }
      }
      return product;
    }

    private static double length(double[] row) {
      double sum = 0;
      for (double x : row) {
        sum += x * x;
      }
      return Math.sqrt(sum);
    }

    private static void shorten(double[] row, double by) {
      for (int i = 0; i < row.length && by != 0; i++) {
        row[i] /= by;
      }
    }
  }
}
