package unrolled.experiment;

import java.util.Random;
import unrolled.matrix.Matrix;

/**
 * The two numbers that are often taken for each other when a recurrence is judged by its matrix.
 */
public final class Spectrum {
  private static final int ITERATIONS = 1_000;

  private Spectrum() {}

  /**
   * The largest singular value: the most that the matrix can stretch a vector in one step. By power
   * iteration on WᵀW.
   */
  public static double largestSingularValue(Matrix w, long seed) {
    Random rng = new Random(seed);
    Matrix v = Matrix.normal(1, w.cols(), 1, rng);
    double value = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      Matrix u = v.scale(1 / v.norm()).matmul(w.transpose());
      value = u.norm();
      if (value == 0) {
        return 0;
      }
      v = u.matmul(w);
    }
    return value;
  }

  /**
   * The spectral radius: the largest absolute eigenvalue, the growth for each step in the long run.
   * From Gelfand's formula, ‖Wᵏ‖^(1/k) with k a power of two, rescaled as it goes.
   */
  public static double radius(Matrix w) {
    Matrix power = w;
    double log = 0; // of the factor taken out of the power so far
    double steps = 1;
    for (int doubling = 0; doubling < 20; doubling++) {
      double norm = power.norm();
      if (norm == 0) {
        return 0;
      }
      power = power.scale(1 / norm);
      log += Math.log(norm) / steps;
      power = power.matmul(power);
      steps *= 2;
    }
    double norm = power.norm();
    return norm == 0 ? 0 : Math.exp(log + Math.log(norm) / steps);
  }

  /**
   * Strictly upper triangular (n × n): {@code factor} above the diagonal and zeros elsewhere. Every
   * eigenvalue is 0, its n-th power vanishes, and yet one step can stretch a vector by more than
   * {@code factor}.
   */
  public static Matrix strictlyUpper(int n, double factor) {
    Matrix w = new Matrix(n, n);
    for (int r = 0; r < n; r++) {
      for (int c = r + 1; c < n; c++) {
        w.set(r, c, factor);
      }
    }
    return w;
  }
}
