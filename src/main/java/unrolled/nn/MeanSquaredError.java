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
    return of(y, targets, Mask.all(y.rows()));
  }

  /**
   * The loss averaged over the rows that are {@code real}; no other row is read, and its gradient
   * is 0. For a batch of sequences with padding: {@code Sequence.real()}.
   */
  public static LossValue of(Matrix y, Matrix targets, boolean[] real) {
    check(y, targets);
    int count = Mask.count("MeanSquaredError", real, y.rows()) * y.cols();
    Matrix gradient = new Matrix(y.rows(), y.cols());
    double sum = 0;
    for (int r = 0; r < y.rows(); r++)
      for (int c = 0; c < y.cols() && real[r]; c++) {
        double difference = y.get(r, c) - targets.get(r, c);
        sum += difference * difference;
        gradient.set(r, c, 2 * difference / count);
      }
    return new LossValue(sum / count, gradient);
  }

  private static void check(Matrix y, Matrix targets) {
    if (y.rows() != targets.rows() || y.cols() != targets.cols())
      throw new IllegalArgumentException(
          "MeanSquaredError: expected targets %s, got %s".formatted(y.shape(), targets.shape()));
    if (y.rows() * y.cols() == 0)
      throw new IllegalArgumentException("MeanSquaredError: nothing to average, got " + y.shape());
  }
}
