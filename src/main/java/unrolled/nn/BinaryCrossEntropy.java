package unrolled.nn;

import java.util.Arrays;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

/**
 * How surprised a model is by a yes or a no, in nats; each of the K columns is a question of its
 * own.
 *
 * <pre>{@code
 * p    = σ(z)                                                              (N × K)
 * loss = −1/(N·K) · Σ (w·y·log p + (1 − y)·log(1 − p))
 *
 * dz   = 1/(N·K) · ((1 − y)·p − w·y·(1 − p))
 * }</pre>
 *
 * <p>y is 1 for yes and 0 for no, or anything between. The weight w of a yes makes up for questions
 * that are seldom answered so. The logarithms are computed from z, so that none is of 0; PyTorch
 * calls this {@code BCEWithLogitsLoss}.
 */
public final class BinaryCrossEntropy {
  private BinaryCrossEntropy() {}

  /** The loss of {@code logits} (N × K) for the answers {@code targets} (N × K). */
  public static LossValue of(Matrix logits, Matrix targets) {
    return of(logits, targets, Mask.all(logits.rows()), 1);
  }

  /** The loss averaged over the rows that are {@code real}; the others are not read. */
  public static LossValue of(Matrix logits, Matrix targets, boolean[] real) {
    return of(logits, targets, real, 1);
  }

  /**
   * The same, where a yes counts {@code weight} times.
   *
   * @param weight of a yes, above 0
   */
  public static LossValue of(Matrix logits, Matrix targets, boolean[] real, double weight) {
    Mask.requireRows("BinaryCrossEntropy", real, logits.rows());
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    double mean = of(logits, targets, real, weight, gradient);
    return new LossValue(mean, gradient);
  }

  /**
   * The same mean, with the gradient written to {@code gradient}, which may be lent by a {@link
   * Workspace}: for a training step that allocates nothing. The mask may be kept from batch to
   * batch: the first N of it are read.
   */
  public static double of(
      Matrix logits, Matrix targets, boolean[] real, double weight, Matrix gradient) {
    check(logits, targets, weight);
    check(logits, gradient, weight);
    int count = Mask.countFirst("BinaryCrossEntropy", real, logits.rows()) * logits.cols();
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (!real[r]) {
        Arrays.fill(gradient.storage(), r * logits.cols(), (r + 1) * logits.cols(), 0);
        continue;
      }
      for (int c = 0; c < logits.cols(); c++) {
        double z = logits.get(r, c);
        double y = targets.get(r, c);
        if (!(y >= 0 && y <= 1)) {
          throw new IllegalArgumentException(
              "BinaryCrossEntropy: target %s of row %d; expected 0 (no) to 1 (yes)"
                  .formatted(y, r));
        }
        double p = Activation.SIGMOID.of(z);
        double q = Activation.SIGMOID.of(-z); // 1 − p, without its loss of digits
        double log = Math.log1p(Math.exp(-Math.abs(z)));
        sum += weight * y * (log + Math.max(0, -z)) + (1 - y) * (log + Math.max(0, z));
        gradient.set(r, c, ((1 - y) * p - weight * y * q) / count);
      }
    }
    return sum / count;
  }

  private static void check(Matrix logits, Matrix targets, double weight) {
    if (logits.rows() != targets.rows() || logits.cols() != targets.cols()) {
      throw new IllegalArgumentException(
          "BinaryCrossEntropy: expected targets %s, got %s"
              .formatted(logits.shape(), targets.shape()));
    }
    if (logits.rows() * logits.cols() == 0) {
      throw new IllegalArgumentException(
          "BinaryCrossEntropy: nothing to average, got " + logits.shape());
    }
    requireWeight(weight);
  }

  /** Refuses a weight of a yes that is not above 0. */
  public static void requireWeight(double weight) {
    if (!(weight > 0 && weight <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "BinaryCrossEntropy: the weight of a yes must be above 0, got " + weight);
    }
  }
}
