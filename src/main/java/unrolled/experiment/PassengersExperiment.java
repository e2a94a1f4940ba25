package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import unrolled.data.AirPassengers;
import unrolled.data.NaiveForecast;
import unrolled.data.Scaler;
import unrolled.data.Windows;

/**
 * The air passengers, one month ahead: what needs no network, and what two networks make of it.
 *
 * <p>Errors are the root of the mean squared error over the last months, in thousands of
 * passengers. Everything is fitted on the months before; each forecast may look at all months
 * before its own.
 */
public final class PassengersExperiment {
  private static final int SEASON = 12;
  private static final int HIDDEN = 16;
  private static final int STEPS = 400;
  private static final double RATE = 0.01;

  private PassengersExperiment() {}

  /**
   * What is possible without a network.
   *
   * @param persistence the last month again
   * @param seasonal the same month a year ago
   * @param growth the same month a year ago, times the growth since then
   * @param regression linear, on the logarithms of the 13 months before
   */
  public record Baselines(double persistence, double seasonal, double growth, double regression) {}

  /** The errors over the last {@code months}. */
  public static Baselines baselines(int months) {
    double[] x = AirPassengers.series();
    return new Baselines(
        NaiveForecast.persistence(x, months),
        NaiveForecast.seasonal(x, SEASON, months),
        NaiveForecast.seasonalGrowth(x, SEASON, months),
        regression(x, SEASON + 1, months));
  }

  private static double regression(double[] x, int lags, int months) {
    double[] logs = Arrays.stream(x).map(Math::log).toArray();
    Autoregression fit = Autoregression.fit(Arrays.copyOf(logs, x.length - months), lags);
    return NaiveForecast.rmse(x, months, lags, t -> Math.exp(fit.next(logs, t)));
  }

  /**
   * What a network made of it.
   *
   * @param error over the test
   * @param forecasts of the test, in thousands of passengers
   * @param echo how closely the forecasts follow the month before: their distance to persistence,
   *     as a root mean square
   */
  public record Forecast(double error, List<Double> forecasts, double echo) {}

  /**
   * As many tutorials do it: the raw numbers scaled to 0 … 1, a network that reads the last {@code
   * window} months and is asked for the next number.
   */
  public static Forecast raw(Network network, int window, int months, long seed) {
    Windows w = Windows.of(List.of(AirPassengers.series()), window, months, Scaler::range);
    double[] y = learn(network, w, seed);
    return forecast(months, (t, n) -> y[n]);
  }

  /**
   * On the growth of the logarithm from month to month, from the last {@code window} growths: what
   * is predicted no longer climbs out of the range that was seen.
   */
  public static Forecast growth(Network network, int window, int months, long seed) {
    double[] x = AirPassengers.series();
    double[] growth = new double[x.length - 1];
    for (int t = 1; t < x.length; t++) {
      growth[t - 1] = Math.log(x[t] / x[t - 1]);
    }
    double[] y = learn(network, Windows.of(growth, window, months), seed);
    return forecast(months, (t, n) -> x[t - 1] * Math.exp(y[n]));
  }

  /** The forecasts of the test, in the unit of the table. */
  private static double[] learn(Network network, Windows windows, long seed) {
    Forecaster forecaster = new Forecaster(network, HIDDEN, RATE, new Random(seed));
    forecaster.train(STEPS, windows::training);
    double[] scaled = forecaster.forecasts(windows.test().inputs());
    return Arrays.stream(scaled).map(windows.scaler()::unscale).toArray();
  }

  /** The forecast for month {@code t} of the series, which is month {@code n} of the test. */
  private interface Ahead {
    double of(int t, int n);
  }

  private static Forecast forecast(int months, Ahead ahead) {
    double[] x = AirPassengers.series();
    int first = x.length - months;
    List<Double> forecasts = new ArrayList<>();
    double echo = 0;
    for (int n = 0; n < months; n++) {
      forecasts.add(ahead.of(first + n, n));
      echo += Math.pow(forecasts.get(n) - x[first + n - 1], 2) / months;
    }
    double error = NaiveForecast.rmse(x, months, 1, t -> forecasts.get(t - first));
    return new Forecast(error, List.copyOf(forecasts), Math.sqrt(echo));
  }
}
