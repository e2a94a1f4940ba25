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
  private static final String NAME = "SoftmaxCrossEntropy";
  private static final double[] EVEN = {}; // every class counts once
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
    return value(logits, targets, real, EVEN);
  }

  /**
   * The same, where a row counts as often as its class says.
   *
   * @param weights of the K classes, none negative
   */
  public static LossValue of(Matrix logits, int[] targets, boolean[] real, double[] weights) {
    requireWeights(logits, weights);
    return value(logits, targets, real, weights);
  }

  private static LossValue value(Matrix logits, int[] targets, boolean[] real, double[] weights) {
    if (targets.length == 0 || targets.length != logits.rows()) {
      throw wrongTargets(logits, targets);
    }
    Mask.requireRows(NAME, real, targets.length);
    Matrix gradient = new Matrix(logits.rows(), logits.cols());
    double mean = compute(logits, targets, real, weights, gradient);
    return new LossValue(mean, gradient);
  }

  /**
   * The same mean, with the gradient written to {@code gradient}, which may be lent by a {@link
   * Workspace}: for a training step that allocates nothing. Targets and mask may be kept from batch
   * to batch: the first N of each are read.
   */
  public static double of(Matrix logits, int[] targets, boolean[] real, Matrix gradient) {
    return compute(logits, targets, real, EVEN, gradient);
  }

  /** The same, where a row counts as often as its class says. */
  public static double of(
      Matrix logits, int[] targets, boolean[] real, double[] weights, Matrix gradient) {
    requireWeights(logits, weights);
    return compute(logits, targets, real, weights, gradient);
  }

  private static double compute(
      Matrix logits, int[] targets, boolean[] real, double[] weights, Matrix gradient) {
    double sum = check(logits, targets, real, weights, gradient);
    double[] d = gradient.storage();
    int K = logits.cols();
    double loss = 0;
    for (int r = 0; r < logits.rows(); r++) {
      int at = r * K;
      if (!real[r]) {
        Arrays.fill(d, at, at + K, 0);
        continue;
      }
      double weight = weights == EVEN ? 1 : weights[targets[r]];
      double right = logits.get(r, targets[r]); // read first: the gradient may stand in its place
      double surprise = softmax(logits, r, gradient) - right;
      // A class that does not count adds nothing, also where it is forbidden and so is infinite.
      loss += weight == 0 ? 0 : weight * surprise;
      d[at + targets[r]] -= 1;
      for (int k = at; k < at + K; k++) {
        d[k] *= weight / sum;
      }
    }
    return loss / sum;
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

  /** Returns the sum of the weights of all real rows. */
  private static double check(
      Matrix logits, int[] targets, boolean[] real, double[] weights, Matrix gradient) {
    int rows = logits.rows();
    if (rows == 0 || targets.length < rows) {
      throw wrongTargets(logits, targets);
    }
    if (gradient.rows() != rows || gradient.cols() != logits.cols()) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: the gradient of logits %s cannot be written to %s"
              .formatted(logits.shape(), gradient.shape()));
    }
    double sum = Mask.countFirst(NAME, real, rows);
    Mask.requireClasses(NAME, targets, real, rows, logits.cols());
    if (weights == EVEN) {
      return sum;
    }
    sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += real[r] ? weights[targets[r]] : 0;
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: the class of every row has the weight 0; nothing is left to learn");
    }
    return sum;
  }

  private static IllegalArgumentException wrongTargets(Matrix logits, int[] targets) {
    return new IllegalArgumentException(
        "SoftmaxCrossEntropy: logits %s need %d targets, at least one; got %d"
            .formatted(logits.shape(), logits.rows(), targets.length));
  }

  private static void requireWeights(Matrix logits, double[] weights) {
    if (weights.length != logits.cols()) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected %d weights, one for each class, got %d"
              .formatted(logits.cols(), weights.length));
    }
    requireWeights(weights);
  }

  /** Refuses weights of which one is negative or no number. */
  public static void requireWeights(double... weights) {
    for (int k = 0; k < weights.length; k++) {
      if (!(weights[k] >= 0 && weights[k] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "SoftmaxCrossEntropy: the weight of class %d is %s; expected 0 or more"
                .formatted(k, weights[k]));
      }
    }
  }
}
