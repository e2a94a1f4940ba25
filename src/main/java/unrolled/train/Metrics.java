package unrolled.train;

import unrolled.matrix.Matrix;
import unrolled.nn.MeanSquaredError;

/**
 * What a loss means to people.
 *
 * <pre>{@code
 * accuracy          rows whose largest logit is the target's / N
 * perplexity        e^loss           classes among which an even guess would be as hard
 * bitsPerCharacter  loss / ln 2      for a loss in nats per character
 * rmse              √(1/(N·K) · Σ (y − target)²)      in the unit of the targets
 * }</pre>
 */
public final class Metrics {
  private Metrics() {}

  /**
   * The share of rows of {@code logits} (N × K) that are right; on a tie the first class counts.
   */
  public static double accuracy(Matrix logits, int[] targets) {
    if (targets.length == 0 || targets.length != logits.rows())
      throw new IllegalArgumentException(
          "accuracy: logits %s need %d targets, at least one; got %d"
              .formatted(logits.shape(), logits.rows(), targets.length));
    int right = 0;
    for (int r = 0; r < targets.length; r++) if (largest(logits, r) == targets[r]) right++;
    return (double) right / targets.length;
  }

  /** The column of the largest entry of row {@code r}; the first of several. */
  static int largest(Matrix m, int r) {
    int best = 0;
    for (int c = 1; c < m.cols(); c++) if (m.get(r, c) > m.get(r, best)) best = c;
    return best;
  }

  public static double perplexity(double nats) {
    return Math.exp(nats);
  }

  public static double bitsPerCharacter(double nats) {
    return nats / Math.log(2);
  }

  /** The typical distance of predictions {@code y} (N × K) from {@code targets} (N × K). */
  public static double rmse(Matrix y, Matrix targets) {
    return Math.sqrt(MeanSquaredError.of(y, targets).mean());
  }
}
