package unrolled.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import unrolled.data.Batch;
import unrolled.data.Windows;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Model;

/**
 * How far ahead a forecast is worth something: a slow sine with noise, and a network that reads its
 * own forecasts.
 *
 * <pre>{@code
 * x_t = sin(0.01·t) + 0.2·ε_t        t = 1 … 1,000; ε normal with variance 1
 * }</pre>
 *
 * <p>The network learns to say x_t from a window before it. To say what comes k steps ahead, it
 * takes its own answer for the next number, k − 1 times. The first 604 numbers are learnt from.
 * Errors are roots of the mean squared error. The setting is that of Zhang, Lipton, Li and Smola,
 * "Dive into deep learning", chapter "Sequence models".
 */
public final class HorizonExperiment {
  private static final int LENGTH = 1_000;
  private static final int CUT = 604;
  private static final double NOISE = 0.2;

  private HorizonExperiment() {}

  /**
   * What learns, and how.
   *
   * @param window numbers that are read
   * @param training on all windows at once, so {@code batch} and {@code every} count for nothing
   */
  public record Settings(NetworkKind network, int window, TrainingSettings training) {
    /** A window of 4, 16 units, Adam with 0.01, 300 steps. */
    public static Settings of(NetworkKind network) {
      return new Settings(network, 4, new TrainingSettings(16, 1, 0.01, 300, 300));
    }
  }

  /**
   * What came of it.
   *
   * @param series all numbers, known and to be foreseen
   * @param model the trained network: a window in, the next number out
   */
  public record Result(Settings settings, List<Double> series, Model<Sequence, Matrix> model) {
    /** The error of the network k steps ahead, over the numbers it has not learnt from. */
    public double network(int k) {
      double[] said = ahead(k);
      return error(k, t -> said[t - CUT]);
    }

    /** The error of saying the last number that is known. */
    public double persistence(int k) {
      return error(k, t -> series.get(t - 1));
    }

    /** The error of saying 0, the mean of the sine. */
    public double zero(int k) {
      return error(k, t -> 0);
    }

    /** The error of a linear autoregression that reads its own forecasts in the same way. */
    public double autoregression(int lags, int k) {
      double[] x = numbers();
      Autoregression fit = Autoregression.fit(Arrays.copyOf(x, CUT), lags);
      return error(
          k,
          t -> {
            double[] read = Arrays.copyOfRange(x, t - lags, t + k);
            for (int i = lags; i < lags + k; i++) {
              read[i] = fit.next(read, i);
            }
            return read[lags + k - 1];
          });
    }

    /**
     * What the network says k steps ahead, with each number after the first 603 as the last known.
     */
    private double[] ahead(int k) {
      double[] series = numbers();
      if (k < 1 || k > LENGTH - CUT) {
        throw new IllegalArgumentException(
            "HorizonExperiment: expected 1 to %d steps ahead, got %d".formatted(LENGTH - CUT, k));
      }
      int window = settings.window();
      int origins = LENGTH - k + 1 - CUT;
      Sequence read = Windows.cut(series, window, CUT, CUT + origins).inputs();
      double[] said = model.predict(read).data();
      for (int i = 1; i < k; i++) {
        Sequence next = new Sequence(window, origins, 1);
        for (int n = 0; n < origins; n++) {
          for (int t = 1; t < window; t++) {
            next.set(t - 1, n, 0, read.get(t, n, 0));
          }
          next.set(window - 1, n, 0, said[n]);
        }
        read = next;
        said = model.predict(read).data();
      }
      return said;
    }

    private double[] numbers() {
      return series.stream().mapToDouble(x -> x).toArray();
    }

    /** Of forecasts of x at t + k − 1, made when the numbers before t are known. */
    private double error(int k, IntToDoubleFunction forecast) {
      return Math.sqrt(
          IntStream.range(CUT, LENGTH - k + 1)
              .mapToDouble(t -> Math.pow(series.get(t + k - 1) - forecast.applyAsDouble(t), 2))
              .average()
              .orElseThrow());
    }
  }

  /** Trains one network; less than a second. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    double[] x =
        IntStream.rangeClosed(1, LENGTH)
            .mapToDouble(t -> Math.sin(0.01 * t) + NOISE * rng.nextGaussian())
            .toArray();
    TrainingSettings training = settings.training();
    Forecaster forecaster =
        new Forecaster(settings.network(), training.hidden(), training.rate(), rng);
    Batch<Matrix> windows = Windows.cut(x, settings.window(), settings.window(), CUT);
    forecaster.train(training.steps(), () -> windows);
    return new Result(settings, Arrays.stream(x).boxed().toList(), forecaster.model());
  }
}
