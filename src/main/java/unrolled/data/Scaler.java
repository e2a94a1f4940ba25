package unrolled.data;

import java.util.Arrays;

/**
 * A change of unit that makes numbers fit for a network, and back.
 *
 * <pre>{@code
 * scaled = (x − center) / spread           x = scaled · spread + center
 * standard    center = mean, spread = standard deviation (over n)
 * range       center = least, spread = greatest − least: the numbers fitted on go to 0 … 1
 * }</pre>
 *
 * <p>Fit it on the training part only. A scaler that has seen the test part has told the model
 * about the future.
 */
public record Scaler(double center, double spread) {
  public Scaler {
    if (!Double.isFinite(center) || !Double.isFinite(spread) || !(spread > 0)) {
      throw new IllegalArgumentException(
          "Scaler: expected numbers that are not all the same, got center %s and spread %s"
              .formatted(center, spread));
    }
  }

  /** To mean 0 and standard deviation 1 on {@code training}. */
  public static Scaler standard(double[] training) {
    double mean = Arrays.stream(training).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(training).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN);
    return new Scaler(mean, Math.sqrt(variance));
  }

  /** To 0 … 1 on {@code training}; later numbers may lie outside. */
  public static Scaler range(double[] training) {
    double least = Arrays.stream(training).min().orElse(Double.NaN);
    double greatest = Arrays.stream(training).max().orElse(Double.NaN);
    return new Scaler(least, greatest - least);
  }

  public double scale(double x) {
    return (x - center) / spread;
  }

  public double unscale(double scaled) {
    return scaled * spread + center;
  }
}
