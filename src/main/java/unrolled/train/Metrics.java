package unrolled.train;

import unrolled.layer.Tokens;
import unrolled.matrix.Matrix;
import unrolled.nn.Mask;
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
   * The share of rows of {@code logits} (N × K) that are right; on a tie the first class counts. A
   * row that holds a NaN is wrong.
   *
   * @throws IllegalArgumentException if a row is padding, or a target is no class
   */
  public static double accuracy(Matrix logits, int[] targets) {
    return accuracy(logits, targets, Mask.all(logits.rows()));
  }

  /**
   * The share of the rows that are {@code real}; the others are not read. A row that holds a NaN is
   * wrong: a network that has diverged answers nothing.
   */
  public static double accuracy(Matrix logits, int[] targets, boolean[] real) {
    if (targets.length == 0 || targets.length != logits.rows()) {
      throw new IllegalArgumentException(
          "accuracy: logits %s need %d targets, at least one; got %d"
              .formatted(logits.shape(), logits.rows(), targets.length));
    }
    int count = Mask.count("accuracy", real, targets.length);
    Mask.requireClasses("accuracy", targets, real, targets.length, logits.cols());
    int right = 0;
    for (int r = 0; r < targets.length; r++) {
      if (real[r] && !holdsNaN(logits, r) && largest(logits, r) == targets[r]) {
        right++;
      }
    }
    return (double) right / count;
  }

  /** The same over the tokens of a batch, without its padding: {@code logits} is (T·N × K). */
  public static double accuracy(Matrix logits, Tokens targets) {
    return accuracy(logits, targets.ids(), targets.real());
  }

  private static boolean holdsNaN(Matrix m, int r) {
    for (int c = 0; c < m.cols(); c++) {
      if (Double.isNaN(m.get(r, c))) {
        return true;
      }
    }
    return false;
  }

  /** The column of the largest entry of row {@code r}; the first of several. */
  public static int largest(Matrix m, int r) {
    int best = 0;
    for (int c = 0; c < m.cols(); c++) {
      if (Double.isNaN(m.get(r, c))) {
        throw new IllegalArgumentException(
            "row %d of %s holds NaN at column %d, and so has no largest entry"
                .formatted(r, m.shape(), c));
      }
      if (m.get(r, c) > m.get(r, best)) {
        best = c;
      }
    }
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
    return rmse(y, targets, Mask.all(y.rows()));
  }

  /** The same over the rows that are {@code real}; the others are not read. */
  public static double rmse(Matrix y, Matrix targets, boolean[] real) {
    double mean = MeanSquaredError.of(y, targets, real).mean();
    if (Double.isNaN(mean)) {
      throw new IllegalArgumentException("rmse: the predictions or the targets hold NaN");
    }
    return Math.sqrt(mean);
  }
}
