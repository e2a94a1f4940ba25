package unrolled.nn;

import unrolled.matrix.Matrix;

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
    check(logits, targets, weight);
    int count = Mask.count("BinaryCrossEntropy", real, logits.rows()) * logits.cols();
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    double sum = 0;
    for (int r = 0; r < logits.rows(); r++) {
      for (int c = 0; c < logits.cols() && real[r]; c++) {
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
    return new LossValue(sum / count, gradient);
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
    if (!(weight > 0 && weight <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "BinaryCrossEntropy: the weight of a yes must be above 0, got " + weight);
    }
  }
}
