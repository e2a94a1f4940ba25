package unrolled.nn;

import unrolled.matrix.Matrix;

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
    Matrix difference = y.minus(targets);
    int count = y.rows() * y.cols();
    if (count == 0)
      throw new IllegalArgumentException("MeanSquaredError: nothing to average, got " + y.shape());
    double norm = difference.norm();
    return new LossValue(norm * norm / count, difference.scale(2.0 / count));
  }
}
