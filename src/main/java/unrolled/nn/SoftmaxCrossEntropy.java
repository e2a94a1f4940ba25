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
    return of(logits, targets, Mask.all(logits.rows()));
  }

  /**
   * The loss averaged over the rows that are {@code real}; no other row is read, and its gradient
   * is 0. For a batch of sequences with padding: {@code Sequence.real()}.
   */
  public static LossValue of(Matrix logits, int[] targets, boolean[] real) {
    int n = check(logits, targets, real);
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    double loss = 0;
    for (int r = 0; r < targets.length; r++) {
      if (!real[r]) continue;
      double log = logSum(logits, r);
      loss += log - logits.get(r, targets[r]);
      for (int c = 0; c < logits.cols(); c++)
        gradient.set(r, c, (Math.exp(logits.get(r, c) - log) - (c == targets[r] ? 1 : 0)) / n);
    }
    return new LossValue(loss / n, gradient);
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

  /** {@code log Σ_j e^(z_j)} of row {@code r}. */
  private static double logSum(Matrix logits, int r) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.cols(); c++) max = Math.max(max, logits.get(r, c));
    double sum = 0;
    for (int c = 0; c < logits.cols(); c++) sum += Math.exp(logits.get(r, c) - max);
    return max + Math.log(sum);
  }

  /** Returns how many rows are real. */
  private static int check(Matrix logits, int[] targets, boolean[] real) {
    if (targets.length == 0 || targets.length != logits.rows())
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: logits %s need %d targets, at least one; got %d"
              .formatted(logits.shape(), logits.rows(), targets.length));
    int count = Mask.count("SoftmaxCrossEntropy", real, targets.length);
    for (int r = 0; r < targets.length; r++)
      if (real[r] && (targets[r] < 0 || targets[r] >= logits.cols()))
        throw new IllegalArgumentException(
            "SoftmaxCrossEntropy: target %d of row %d; the classes are 0 to %d"
                .formatted(targets[r], r, logits.cols() - 1));
    return count;
  }
}
