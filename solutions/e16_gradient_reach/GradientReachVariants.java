package e16_gradient_reach;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class GradientReachVariants {
  private GradientReachVariants() {}

  /** The products of the Jacobians, for each example by itself, without a matrix product. */
  static final class Jacobians implements GradientReach {
    @Override
    public double[] reach(Matrix[] hs, Matrix Wh, Matrix dLast) {
      int T = hs.length;
      double[] squares = new double[T];
      for (int n = 0; n < dLast.rows(); n++) {
        double[] dh = dLast.rows(n, n + 1).data();
        squares[0] += square(dh);
        for (int k = 1; k < T; k++) {
          dh = times(jacobian(hs[T - k].rows(n, n + 1).data(), Wh), dh);
          squares[k] += square(dh);
        }
      }
      double[] reach = new double[T];
      for (int k = 0; k < T; k++) {
        reach[k] = squares[0] == 0 ? 0 : Math.sqrt(squares[k] / squares[0]);
      }
      return reach;
    }

    /** Entry (i, j): how unit j of the state changes with unit i of the one before. */
    private static double[][] jacobian(double[] h, Matrix Wh) {
      double[][] jacobian = new double[h.length][h.length];
      for (int i = 0; i < h.length; i++) {
        for (int j = 0; j < h.length; j++) {
          jacobian[i][j] = Wh.get(i, j) * (1 - h[j] * h[j]);
        }
      }
      return jacobian;
    }

    private static double[] times(double[][] matrix, double[] vector) {
      double[] product = new double[matrix.length];
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < vector.length; j++) {
          product[i] += matrix[i][j] * vector[j];
        }
      }
      return product;
    }

    private static double square(double[] vector) {
      double sum = 0;
      for (double v : vector) {
        sum += v * v;
      }
      return sum;
    }
  }

  /** The gradient brought to length 1 first, and carried back by a method that calls itself. */
  static final class UnitLength implements GradientReach {
    @Override
    public double[] reach(Matrix[] hs, Matrix Wh, Matrix dLast) {
      double[] reach = new double[hs.length];
      double length = dLast.norm();
      if (length != 0) {
        back(hs.length - 1, dLast.scale(1 / length), hs, Wh.transpose(), reach);
      }
      return reach;
    }

    private static void back(int t, Matrix dh, Matrix[] hs, Matrix transposed, double[] reach) {
      if (t >= 0) {
        reach[hs.length - 1 - t] = dh.norm();
        Matrix dz = dh.minus(dh.hadamard(hs[t]).hadamard(hs[t]));
        back(t - 1, dz.matmul(transposed), hs, transposed, reach);
      }
    }
  }
}
