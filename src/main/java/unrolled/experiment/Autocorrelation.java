package unrolled.experiment;

import java.util.Random;

/** How much a number in a series tells about the one that comes some steps later. */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * The correlation of {@code x_t} with {@code x_(t+lag)}, from −1 to 1; near 0 if the order means
   * nothing.
   *
   * <pre>{@code
   * r = Σ (x_t − mean)(x_(t+lag) − mean) / Σ (x_t − mean)²
   * }</pre>
   */
  public static double of(double[] x, int lag) {
    if (lag < 0 || lag >= x.length) {
      throw new IllegalArgumentException(
          "Autocorrelation: lag %d of a series of %d numbers".formatted(lag, x.length));
    }
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double covariance = 0;
    double variance = 0;
    for (int t = 0; t < x.length; t++) {
      variance += (x[t] - mean) * (x[t] - mean);
      if (t + lag < x.length) {
        covariance += (x[t] - mean) * (x[t + lag] - mean);
      }
    }
    return covariance / variance;
  }

  /** The same numbers in a random order; {@code x} is left alone. */
  public static double[] shuffled(double[] x, long seed) {
    double[] y = x.clone();
    Random rng = new Random(seed);
    for (int i = y.length - 1; i > 0; i--) {
      int j = rng.nextInt(i + 1);
      double kept = y[i];
      y[i] = y[j];
      y[j] = kept;
    }
    return y;
  }
}
