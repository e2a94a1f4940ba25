package unrolled.nn;

import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

/**
 * The average squared distance to a target.
 *
 * <pre>{@code
 * loss = 1/(N·K) · Σ (y − target)²
 * dy   = 2/(N·K) · (y − target)          (N × K)
 * }</pre>
 */
public final class MeanSquaredError {
  private MeanSquaredError() {}

  /** The loss of predictions {@code y} (N × K) for {@code targets} (N × K). */
  public static LossValue of(Matrix y, Matrix targets) {
    return of(y, targets, Mask.all(y.rows()));
  }

  /**
   * The loss averaged over the rows that are {@code real}; no other row is read, and its gradient
   * is 0. For a batch of sequences with padding: {@code Sequence.real()}.
   */
  public static LossValue of(Matrix y, Matrix targets, boolean[] real) {
    Mask.requireRows("MeanSquaredError", real, y.rows());
    Matrix gradient = new Matrix(y.rows(), y.cols());
    double mean = of(y, targets, real, gradient);
    return new LossValue(mean, gradient);
  }

  /**
   * The same mean, with the gradient written to {@code gradient}, which may be lent by a {@link
   * Workspace}: for a training step that allocates nothing. The mask may be kept from batch to
   * batch: the first N of it are read.
   */
  public static double of(Matrix y, Matrix targets, boolean[] real, Matrix gradient) {
    check(y, targets);
    check(y, gradient);
    int count = Mask.countFirst("MeanSquaredError", real, y.rows()) * y.cols();
    double[] d = gradient.storage();
    double sum = 0;
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.cols(); c++) {
        double difference = real[r] ? y.get(r, c) - target(targets, r, c) : 0;
        sum += difference * difference;
        d[r * y.cols() + c] = 2 * difference / count;
      }
    }
    return sum / count;
  }

  private static double target(Matrix targets, int r, int c) {
    double target = targets.get(r, c);
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException(
          "MeanSquaredError: target %s of row %d; expected a number".formatted(target, r));
    }
    return target;
  }

  private static void check(Matrix y, Matrix targets) {
    if (y.rows() != targets.rows() || y.cols() != targets.cols()) {
      throw new IllegalArgumentException(
          "MeanSquaredError: expected targets %s, got %s".formatted(y.shape(), targets.shape()));
    }
    if (y.rows() * y.cols() == 0) {
      throw new IllegalArgumentException("MeanSquaredError: nothing to average, got " + y.shape());
    }
  }
}
