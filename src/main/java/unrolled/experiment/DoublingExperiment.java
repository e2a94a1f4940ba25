package unrolled.experiment;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import unrolled.data.Batch;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.model.Model;

/**
 * 2, 4, 8, 16: what comes next? A network learns from series that grow by an even factor, and is
 * then asked about one that is far above all that it has seen.
 *
 * <pre>{@code
 * learnt from     s, s·q, s·q², s·q³ → s·q⁴       s uniform in 1 … 3, q uniform in 1.5 … 2.5
 * }</pre>
 */
public final class DoublingExperiment {
  private static final int GIVEN = 4;

  private DoublingExperiment() {}

  /** What the network reads, and in what form it says its answer. */
  public enum Form {
    /** The numbers, divided by 64: most of those that it learns from are then below 1. */
    NUMBERS("the numbers") {
      @Override
      double[] read(double[] given) {
        return Arrays.stream(given).map(x -> x / 64).toArray();
      }

      @Override
      double answer(double said, double last) {
        return said * 64;
      }

      @Override
      double target(double next, double last) {
        return next / 64;
      }
    },
    /** Their logarithms. */
    LOGARITHMS("logarithms") {
      @Override
      double[] read(double[] given) {
        return Arrays.stream(given).map(Math::log).toArray();
      }

      @Override
      double answer(double said, double last) {
        return Math.exp(said);
      }

      @Override
      double target(double next, double last) {
        return Math.log(next);
      }
    },
    /** By how much the logarithm grows from each number to the next. */
    GROWTH("growth of the logarithm") {
      @Override
      double[] read(double[] given) {
        double[] growth = new double[given.length - 1];
        for (int t = 0; t < growth.length; t++) {
          growth[t] = Math.log(given[t + 1] / given[t]);
        }
        return growth;
      }

      @Override
      double answer(double said, double last) {
        return last * Math.exp(said);
      }

      @Override
      double target(double next, double last) {
        return Math.log(next / last);
      }
    };

    private final String label;

    Form(String label) {
      this.label = label;
    }

    /** What a chart calls it. */
    public String label() {
      return label;
    }

    /** What the network reads in place of the given numbers. */
    abstract double[] read(double[] given);

    /** The number that the network means by what it said. */
    abstract double answer(double said, double last);

    /** What it should say: the reverse of {@link #answer}. */
    abstract double target(double next, double last);
  }

  /**
   * What learns, and how.
   *
   * @param training the score is not measured on the way, so {@code every} counts for nothing
   */
  public record Settings(NetworkKind network, Form form, TrainingSettings training) {
    /** A tanh RNN of 16 units, 64 new series in a step, Adam with 0.01, 1,000 steps. */
    public static Settings of(Form form) {
      return new Settings(Network.RNN, form, new TrainingSettings(16, 64, 0.01, 1_000, 1_000));
    }
  }

  /**
   * What came of it.
   *
   * @param model the trained network, which reads and speaks in the form of the settings
   */
  public record Result(Settings settings, long seed, Model<Sequence, Matrix> model) {
    /** What the network says after four numbers above 0. */
    public double next(double... given) {
      if (given.length != GIVEN || !Arrays.stream(given).allMatch(x -> x > 0)) {
        throw new IllegalArgumentException(
            "DoublingExperiment: expected %d numbers above 0, got %s"
                .formatted(GIVEN, Arrays.toString(given)));
      }
      Sequence read = Sequence.fromBatchMajor(new double[][][] {column(settings.form, given)});
      return settings.form.answer(model.predict(read).get(0, 0), given[GIVEN - 1]);
    }
  }

  /** Trains one network. Less than a second. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    TrainingSettings training = settings.training();
    Forecaster forecaster =
        new Forecaster(settings.network(), training.hidden(), training.rate(), rng);
    forecaster.train(training.steps(), () -> draw(settings.form(), training.batch(), rng));
    return new Result(settings, seed, forecaster.model());
  }

  private static Batch<Matrix> draw(Form form, int count, RandomGenerator rng) {
    double[][][] inputs = new double[count][][];
    Matrix answers = new Matrix(count, 1);
    for (int n = 0; n < count; n++) {
      double[] series = new double[GIVEN + 1];
      series[0] = 1 + 2 * rng.nextDouble();
      double factor = 1.5 + rng.nextDouble();
      for (int t = 1; t <= GIVEN; t++) {
        series[t] = series[t - 1] * factor;
      }
      inputs[n] = column(form, Arrays.copyOf(series, GIVEN));
      answers.set(n, 0, form.target(series[GIVEN], series[GIVEN - 1]));
    }
    return new Batch<>(Sequence.fromBatchMajor(inputs), answers);
  }

  /** One number at each step. */
  private static double[][] column(Form form, double[] given) {
    return Arrays.stream(form.read(given)).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
  }
}
