package unrolled.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many times as fast: the median of the ratios of neighbouring runs, and the quartiles between
 * which half of them lie.
 */
record Ratio(double lower, double median, double upper) {
  /** Of {@code ours[i] / theirs[i]}, rates of runs that were neighbours in time. */
  static Ratio of(double[] ours, double[] theirs) {
    if (ours.length != theirs.length || ours.length == 0)
      throw new IllegalArgumentException(
          "Ratio: expected as many rates of ours as of theirs, got %d and %d"
              .formatted(ours.length, theirs.length));
    var ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) ratios[i] = ours[i] / theirs[i];
    Arrays.sort(ratios);
    return new Ratio(quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75));
  }

  /** Linear between the two nearest of {@code sorted}. */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  @Override
  public String toString() {
    return "%s (%s–%s)".formatted(text(median), text(lower), text(upper));
  }

  static String text(double value) {
    return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : "%.0f", value);
  }
}
