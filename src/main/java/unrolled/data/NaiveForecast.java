package unrolled.data;

import java.util.function.IntToDoubleFunction;

/**
 * Forecasts of the next value that need no model: what any model has to beat.
 *
 * <pre>{@code
 * persistence      x̂_t = x_(t−1)
 * seasonal         x̂_t = x_(t−s)
 * seasonalGrowth   x̂_t = x_(t−s) · x_(t−1) / x_(t−1−s)
 * }</pre>
 *
 * <p>Each gives the root of the mean squared error over the last {@code count} values of a series,
 * in the unit of the series. Every forecast sees all values before its own.
 */
public final class NaiveForecast {
  private NaiveForecast() {}

  /** The error of saying the last value again. */
  public static double persistence(double[] x, int count) {
    return rmse(x, count, 1, t -> x[t - 1]);
  }

  /** The error of saying the value of a season ago again. */
  public static double seasonal(double[] x, int season, int count) {
    return rmse(x, count, season, t -> x[t - season]);
  }

  /** The error of a season ago, times the growth since then. */
  public static double seasonalGrowth(double[] x, int season, int count) {
    return rmse(x, count, season + 1, t -> x[t - season] * x[t - 1] / x[t - 1 - season]);
  }

  /**
   * The error of {@code forecast} over the last {@code count} values.
   *
   * @param reach how far back a forecast looks
   * @param forecast of the value at an index; may look at those before it only
   */
  public static double rmse(double[] x, int count, int reach, IntToDoubleFunction forecast) {
    if (count < 1 || count + reach > x.length) {
      throw new IllegalArgumentException(
          "NaiveForecast: %d forecasts that look %d back need %d values, got %d"
              .formatted(count, reach, Math.max(count, 1) + reach, x.length));
    }
    double sum = 0;
    for (int t = x.length - count; t < x.length; t++) {
      sum += Math.pow(x[t] - forecast.applyAsDouble(t), 2);
    }
    return Math.sqrt(sum / count);
  }
}
