package unrolled.nn;

import unrolled.matrix.Matrix;

/**
 * How surprised a classifier is by the right class, in nats.
 *
 * <pre>{@code
 * p    = softmax(z)               p_k = e^(z_k − max z) / Σ_j e^(z_j − max z)     (N × K)
 * loss = −1/N · Σ_n log p_n[target_n]
 *
 * dz   = (p − onehot(target)) / N                                                (N × K)
 * }</pre>
 *
 * <p>Subtracting the largest logit changes nothing in p and keeps e^z finite. A model that knows
 * nothing about K classes has the loss log K.
 */
public final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  /** The loss of {@code logits} (N × K) for the class numbers {@code targets} (N of them). */
  public static LossValue of(Matrix logits, int[] targets) {
    check(logits, targets);
    int n = logits.rows();
    int classes = logits.cols();
    Matrix p = softmax(logits);
    double loss = 0;
    for (int r = 0; r < n; r++) {
      loss -= logOf(logits, r, targets[r]);
      p.data()[r * classes + targets[r]] -= 1;
    }
    return new LossValue(loss / n, p.scale(1.0 / n));
  }

  /** The probabilities (N × K): every row is positive and sums to 1. */
  public static Matrix softmax(Matrix logits) {
    Matrix p = new Matrix(logits.rows(), logits.cols());
    for (int r = 0; r < p.rows(); r++) {
      double log = logSum(logits, r);
      for (int c = 0; c < p.cols(); c++) p.set(r, c, Math.exp(logits.get(r, c) - log));
    }
    return p;
  }

  /** {@code log p_r[c]}, without going through p, which may be too small for a double. */
  private static double logOf(Matrix logits, int r, int c) {
    return logits.get(r, c) - logSum(logits, r);
  }

  /** {@code log Σ_j e^(z_j)} of row {@code r}. */
  private static double logSum(Matrix logits, int r) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.cols(); c++) max = Math.max(max, logits.get(r, c));
    double sum = 0;
    for (int c = 0; c < logits.cols(); c++) sum += Math.exp(logits.get(r, c) - max);
    return max + Math.log(sum);
  }

  private static void check(Matrix logits, int[] targets) {
    if (targets.length == 0 || targets.length != logits.rows())
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: logits %s need %d targets, at least one; got %d"
              .formatted(logits.shape(), logits.rows(), targets.length));
    for (int r = 0; r < targets.length; r++)
      if (targets[r] < 0 || targets[r] >= logits.cols())
        throw new IllegalArgumentException(
            "SoftmaxCrossEntropy: target %d of row %d; the classes are 0 to %d"
                .formatted(targets[r], r, logits.cols() - 1));
  }
}
