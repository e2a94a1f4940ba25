package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import unrolled.data.Batch;
import unrolled.data.Scaler;
import unrolled.data.Sunspots;
import unrolled.data.Windows;
import unrolled.experiment.LearningCurve.Point;
import unrolled.matrix.Matrix;

/**
 * The yearly sunspots, one year ahead, and how much better a network looks if the number of its
 * training steps is chosen on the test.
 *
 * <pre>{@code
 * validation     learns from 1700 to 1885, is judged on 1886 to 1920
 * test           learns from 1700 to 1920, is judged on 1921 to 1955; and on 1956 to 2008
 * }</pre>
 *
 * <p>Errors are mean squared errors divided by 1,535, as in Weigend, Huberman and Rumelhart,
 * "Predicting the future: a connectionist approach", 1990, who publish 0.086 for 1921 to 1955.
 */
public final class SunspotExperiment {
  private static final int FIRST = 1700;
  private static final int VALIDATION = 1886;
  private static final int TEST = 1921;
  private static final int LATER = 1956;
  private static final int END = 2009;
  private static final int SEASON = 11;
  private static final double VARIANCE = 1_535;

  private SunspotExperiment() {}

  /** The errors from 1921 to 1955, and from 1956 to 2008. */
  public record Errors(double test, double later) {}

  /** Of saying the number of the year before again. */
  public static Errors persistence() {
    double[] x = series();
    return errors(x, t -> x[t - 1]);
  }

  /** Of saying the number of 11 years before again. */
  public static Errors seasonal() {
    double[] x = series();
    return errors(x, t -> x[t - SEASON]);
  }

  /** Of a linear autoregression, fitted to 1700 to 1920. */
  public static Errors autoregression(int lags) {
    double[] x = series();
    Autoregression fit = Autoregression.fit(Arrays.copyOf(x, TEST - FIRST), lags);
    return errors(x, t -> fit.next(x, t));
  }

  /** The mean of several forecasts for 1921 to 1955: what the error of it is. */
  public static double ofMeanForecast(List<Result> results) {
    double[] x = series();
    return error(
        x,
        TEST,
        LATER,
        t ->
            results.stream()
                .mapToDouble(r -> r.forecasts().get(t - (TEST - FIRST)))
                .average()
                .orElseThrow());
  }

  /**
   * What learns, and how.
   *
   * @param window years that are read
   * @param training on all windows at once, so {@code batch} counts for nothing
   */
  public record Settings(NetworkKind network, int window, TrainingSettings training) {
    /** 12 years, 12 units, Adam with 0.01, 200 steps, judged after every ten. */
    public static Settings of(NetworkKind network) {
      return new Settings(network, 12, new TrainingSettings(12, 1, 0.01, 200, 10));
    }
  }

  /**
   * What came of it.
   *
   * @param validation the errors on 1886 to 1920 of the network that learnt from the years before
   * @param test the errors on 1921 to 1955 of one that learnt from all years before, after as many
   *     steps
   * @param later the errors of the same on 1956 to 2008
   * @param forecasts for 1921 to 1955, in sunspots, after the number of steps that the validation
   *     chooses
   */
  public record Result(
      List<Point> validation, List<Point> test, List<Point> later, List<Double> forecasts) {
    /** The number of steps with the least error on the validation. */
    public int stepsByValidation() {
      return best(validation).step();
    }

    /** The number of steps with the least error on the test. */
    public int stepsByTest() {
      return best(test).step();
    }

    /** The error on 1921 to 1955 where the number of steps was chosen on the validation. */
    public double byValidation() {
      return at(test, stepsByValidation());
    }

    /** The error on 1921 to 1955 where the number of steps was chosen on the test itself. */
    public double byTest() {
      return best(test).score();
    }

    /** The error on 1956 to 2008 where the number of steps was chosen on the validation. */
    public double laterByValidation() {
      return at(later, stepsByValidation());
    }
  }

  private static Point best(List<Point> points) {
    return points.stream().min(Comparator.comparingDouble(Point::score)).orElseThrow();
  }

  private static double at(List<Point> points, int step) {
    return points.stream().filter(p -> p.step() == step).findFirst().orElseThrow().score();
  }

  /** Trains two networks from the same first weights; about a second. */
  public static Result run(Settings settings, long seed) {
    Years before = new Years(settings, seed, VALIDATION);
    List<Point> validation = new ArrayList<>();
    for (int step : before.steps()) {
      validation.add(before.after(step, VALIDATION, TEST));
    }
    int chosen = best(validation).step();
    Years all = new Years(settings, seed, TEST);
    List<Point> test = new ArrayList<>();
    List<Point> later = new ArrayList<>();
    List<Double> forecasts = List.of();
    for (int step : all.steps()) {
      test.add(all.after(step, TEST, LATER));
      later.add(all.after(step, LATER, END));
      if (step == chosen) {
        forecasts = Arrays.stream(all.forecasts(TEST, LATER)).boxed().toList();
      }
    }
    return new Result(List.copyOf(validation), List.copyOf(test), List.copyOf(later), forecasts);
  }

  /** One result for each seed from {@code first} on, in order; on all processors. */
  public static List<Result> run(Settings settings, long first, int seeds) {
    return LongStream.range(first, first + seeds)
        .parallel()
        .mapToObj(seed -> run(settings, seed))
        .toList();
  }

  /** A network that learns from the years before {@code cut}. */
  private static final class Years {
    private final Settings settings;
    private final double[] x = series();
    private final Scaler scaler;
    private final double[] scaled;
    private final Batch<Matrix> training;
    private final Forecaster forecaster;
    private int done = 0;

    Years(Settings settings, long seed, int cut) {
      this.settings = settings;
      scaler = Scaler.standard(Arrays.copyOf(x, cut - FIRST));
      scaled = Arrays.stream(x).map(scaler::scale).toArray();
      int window = settings.window();
      training = Windows.cut(scaled, window, window, cut - FIRST);
      TrainingSettings how = settings.training();
      forecaster = new Forecaster(settings.network(), how.hidden(), how.rate(), new Random(seed));
    }

    int[] steps() {
      TrainingSettings how = settings.training();
      return IntStream.rangeClosed(1, how.steps() / how.every())
          .map(i -> i * how.every())
          .toArray();
    }

    /** The error after {@code step} steps on the years from {@code from} to {@code to} − 1. */
    Point after(int step, int from, int to) {
      if (step > done) {
        forecaster.train(step - done, () -> training);
      }
      done = step;
      double[] forecasts = forecasts(from, to);
      return new Point(step, error(x, from, to, t -> forecasts[t - (from - FIRST)]));
    }

    double[] forecasts(int from, int to) {
      Batch<Matrix> asked = Windows.cut(scaled, settings.window(), from - FIRST, to - FIRST);
      return Arrays.stream(forecaster.forecasts(asked.inputs())).map(scaler::unscale).toArray();
    }
  }

  private static double[] series() {
    return Sunspots.table().numberColumn("sunspots").asDoubleArray();
  }

  private static Errors errors(double[] x, IntToDoubleFunction forecast) {
    return new Errors(error(x, TEST, LATER, forecast), error(x, LATER, END, forecast));
  }

  private static double error(double[] x, int from, int to, IntToDoubleFunction forecast) {
    return IntStream.range(from - FIRST, to - FIRST)
            .mapToDouble(t -> Math.pow(x[t] - forecast.applyAsDouble(t), 2))
            .average()
            .orElseThrow()
        / VARIANCE;
  }
}
