package unrolled.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import unrolled.data.NaiveForecast;
import unrolled.data.Windows;

/**
 * A forecast of what cannot be forecast: a random walk.
 *
 * <pre>{@code
 * x_t = x_(t−1) + ε_t        ε normal with variance 1, independent of all that came before
 * }</pre>
 *
 * <p>The best forecast of x_t is x_(t−1), and its error is that of ε. Of the 1,200 numbers, the
 * last 300 are the test. Errors are roots of the mean squared error, in the unit of the walk.
 */
public final class RandomWalkExperiment {
  private static final int LENGTH = 1_200;
  private static final int TEST = 300;
  private static final int WINDOW = 20;
  private static final int HIDDEN = 16;
  private static final int STEPS = 200;
  private static final double RATE = 0.01;

  private RandomWalkExperiment() {}

  /** What the network reads a window of, and says the next number of. */
  public enum Form {
    /** The walk itself. */
    WALK,
    /** Its steps ε. */
    STEPS
  }

  /** What learns, and from what. */
  public record Settings(NetworkKind network, Form form) {}

  /**
   * What came of it.
   *
   * @param error of the network over the test
   * @param persistence the error of saying the last number again
   * @param training the error of the network over the numbers that it learnt from
   * @param outside how many numbers of the test lie outside the range of those learnt from
   * @param test the numbers that were to be foreseen
   * @param forecasts of the network
   */
  public record Result(
      double error,
      double persistence,
      double training,
      int outside,
      List<Double> test,
      List<Double> forecasts) {
    /** The error of the network over that of persistence. */
    public double ratio() {
      return error / persistence;
    }

    /** R² of the network over the test: 1 − error² / variance of the test. */
    public double r2() {
      return r2(error);
    }

    /** R² of persistence over the test. */
    public double r2OfPersistence() {
      return r2(persistence);
    }

    private double r2(double rmse) {
      double mean = test.stream().mapToDouble(x -> x).average().orElseThrow();
      double variance =
          test.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
      return 1 - rmse * rmse / variance;
    }
  }

  /** Draws a walk and trains one network on it; a second or two. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    double[] x = new double[LENGTH];
    for (int t = 1; t < LENGTH; t++) {
      x[t] = x[t - 1] + rng.nextGaussian();
    }
    double[] steps = IntStream.range(1, LENGTH).mapToDouble(t -> x[t] - x[t - 1]).toArray();
    boolean ofWalk = settings.form() == Form.WALK;
    Windows windows = Windows.of(ofWalk ? x : steps, WINDOW, TEST);
    Forecaster forecaster = new Forecaster(settings.network(), HIDDEN, RATE, rng);
    forecaster.train(STEPS, windows::training);
    double[] said = forecaster.forecasts(windows.test().inputs());
    double[] forecasts = new double[TEST];
    int cut = LENGTH - TEST;
    for (int n = 0; n < TEST; n++) {
      forecasts[n] = windows.scaler().unscale(said[n]) + (ofWalk ? 0 : x[cut + n - 1]);
    }
    var seen = Arrays.stream(x, 0, cut).summaryStatistics();
    return new Result(
        NaiveForecast.rmse(x, TEST, 1, t -> forecasts[t - cut]),
        NaiveForecast.persistence(x, TEST),
        Math.sqrt(forecaster.loss(windows.training())) * windows.scaler().spread(),
        (int)
            Arrays.stream(x, cut, LENGTH)
                .filter(v -> v < seen.getMin() || v > seen.getMax())
                .count(),
        Arrays.stream(x, cut, LENGTH).boxed().toList(),
        Arrays.stream(forecasts).boxed().toList());
  }

  /** One result for each seed from {@code first} on, in order; on all processors. */
  public static List<Result> run(Settings settings, long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> run(settings, seed))
        .toList();
  }
}
