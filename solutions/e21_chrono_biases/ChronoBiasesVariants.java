package e21_chrono_biases;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class ChronoBiasesVariants {
  private ChronoBiasesVariants() {}

  /** One loop over the units. */
  static final class OneLoop implements ChronoBiases {
    @Override
    public Matrix biases(Matrix u, double longest) {
      int H = u.cols();
      Matrix b = new Matrix(1, 4 * H);
      for (int j = 0; j < H; j++) {
        double f = Math.log1p(u.get(0, j) * (longest - 2));
        b.set(0, j, -f);
        b.set(0, H + j, f);
      }
      return b;
    }
  }

  /** The time of each unit first, between 1 and longest − 1, and the logarithm of one over it. */
  static final class TimesFirst implements ChronoBiases {
    @Override
    public Matrix biases(Matrix u, double longest) {
      Matrix times = u.map(v -> (1 - v) + v * (longest - 1));
      Matrix zeros = new Matrix(1, u.cols());
      return Matrix.beside(
          times.map(t -> Math.log(1 / t)), times.map(Math::log), zeros, zeros.copy());
    }
  }
}
