package unrolled.nn;

import java.util.Arrays;
import unrolled.matrix.Elementwise;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;

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
 * <p>With weights w, one for each class, a rare class can count more: row n counts w[target_n]
 * times, and N becomes Σ_n w[target_n].
 *
 * <p>A logit of −∞ says that a class is forbidden: its probability is 0. Subtracting the largest
 * logit changes nothing in p and keeps e^z finite. A model that knows nothing about K classes has
 * the loss log K.
 */
public final class SoftmaxCrossEntropy {
  private static final Elementwise ELEMENTWISE = Kernels.active().elementwise();

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
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    double mean = of(logits, targets, real, gradient);
    return new LossValue(mean, gradient);
  }

  /**
   * The same mean, with the gradient written to {@code gradient}, which may be lent by a {@link
   * Workspace}: for a training step that allocates nothing.
   */
  public static double of(Matrix logits, int[] targets, boolean[] real, Matrix gradient) {
    int n = check(logits, targets, real);
    if (gradient.rows() != logits.rows() || gradient.cols() != logits.cols()) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: the gradient of logits %s cannot be written to %s"
              .formatted(logits.shape(), gradient.shape()));
    }
    double[] d = gradient.storage();
    int K = logits.cols();
    double loss = 0;
    for (int r = 0; r < targets.length; r++) {
      int at = r * K;
      if (!real[r]) {
        Arrays.fill(d, at, at + K, 0);
        continue;
      }
      double right = logits.get(r, targets[r]); // read first: the gradient may stand in its place
      loss += softmax(logits, r, gradient) - right;
      d[at + targets[r]] -= 1;
      for (int k = at; k < at + K; k++) {
        d[k] *= 1.0 / n;
      }
    }
    return loss / n;
  }

  /**
   * The same, where a row counts as often as its class says.
   *
   * @param weights of the K classes, none negative
   */
  public static LossValue of(Matrix logits, int[] targets, boolean[] real, double[] weights) {
    check(logits, targets, real);
    double sum = 0;
    double loss = 0;
    if (weights.length != logits.cols()) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected %d weights, one for each class, got %d"
              .formatted(logits.cols(), weights.length));
    }
    for (int k = 0; k < weights.length; k++) {
      if (!(weights[k] >= 0 && weights[k] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "SoftmaxCrossEntropy: the weight of class %d is %s; expected 0 or more"
                .formatted(k, weights[k]));
      }
    }
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    for (int r = 0; r < targets.length; r++) {
      if (real[r]) {
        double w = weights[targets[r]];
        loss += w * (softmax(logits, r, gradient) - logits.get(r, targets[r]));
        gradient.set(r, targets[r], gradient.get(r, targets[r]) - 1);
        for (int k = 0; k < logits.cols(); k++) {
          gradient.set(r, k, w * gradient.get(r, k));
        }
        sum += w;
      }
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: the class of every row has the weight 0; nothing is left to learn");
    }
    return new LossValue(loss / sum, gradient.scale(1 / sum));
  }

  /** The probabilities (N × K): every row is positive and sums to 1. */
  public static Matrix softmax(Matrix logits) {
    Matrix p = new Matrix(logits.rows(), logits.cols());
    for (int r = 0; r < p.rows(); r++) {
      softmax(logits, r, p);
    }
    return p;
  }

  /** Sets row {@code r} of p, and returns {@code log Σ_j e^(z_j)} of that row. */
  private static double softmax(Matrix logits, int r, Matrix p) {
    int K = logits.cols();
    int at = r * K;
    double[] z = logits.storage();
    double[] e = p.storage();
    double max = Double.NEGATIVE_INFINITY;
    for (int k = at; k < at + K; k++) {
      max = Math.max(max, z[k]);
    }
    for (int k = at; k < at + K; k++) {
      e[k] = z[k] - max;
    }
    ELEMENTWISE.exp(K, e, at, e, at);
    double sum = 0;
    for (int k = at; k < at + K; k++) {
      sum += e[k];
    }
    for (int k = at; k < at + K; k++) {
      e[k] /= sum;
    }
    return max + Math.log(sum);
  }

  /** Returns how many rows are real. */
  private static int check(Matrix logits, int[] targets, boolean[] real) {
    if (targets.length == 0 || targets.length != logits.rows()) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: logits %s need %d targets, at least one; got %d"
              .formatted(logits.shape(), logits.rows(), targets.length));
    }
    int count = Mask.count("SoftmaxCrossEntropy", real, targets.length);
    Mask.requireClasses("SoftmaxCrossEntropy", targets, real, logits.cols());
    return count;
  }
}
