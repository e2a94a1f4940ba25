package unrolled.train;

import unrolled.matrix.Matrix;

/** The check of logits to choose by: a forbidden class has −∞, and one at least is allowed. */
final class Logits {
  private Logits() {}

  /** The largest logit of row {@code row} of z; −∞ if all are forbidden. */
  static double max(String who, Matrix z, int row) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < z.cols(); c++) {
      double logit = z.get(row, c);
      if (Double.isNaN(logit) || logit == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "%s: the logit of class %d is %s; expected a number, or -Infinity for a class that is"
                    .formatted(who, c, logit)
                + " forbidden");
      }
      max = Math.max(max, logit);
    }
    return max;
  }

  /** The largest logit of row {@code row} of z, of which one at least must be allowed. */
  static double requireMax(String who, Matrix z, int row) {
    double max = max(who, z, row);
    if (max == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s: expected at least one class that is allowed, got %s".formatted(who, z.shape()));
    }
    return max;
  }
}
