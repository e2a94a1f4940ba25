package unrolled.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import unrolled.layer.Sequence;
import unrolled.layer.Tokens;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.BinaryCrossEntropy;
import unrolled.nn.MeanSquaredError;
import unrolled.nn.SoftmaxCrossEntropy;
import unrolled.train.Metrics;

/**
 * What the answers of a {@link Model} are, and how they are judged. Padding never counts.
 *
 * <pre>{@code
 * classes    int[n]       a class for each sequence       cross-entropy
 * tags       int[n][t]    a class for each step           cross-entropy
 * numbers    Matrix       numbers for each sequence       mean squared error
 * series     Sequence     numbers for each step           mean squared error
 * yesNo      Matrix       0 or 1, for each sequence       binary cross-entropy
 * }</pre>
 *
 * @param <Y> the type of the answers
 */
public interface Loss<Y> {
  /**
   * The loss; its gradient is written to {@code gradient}.
   *
   * @param outputs of the head, a row for each answer
   * @param real of which rows count; may be longer
   */
  double of(Matrix outputs, Y targets, boolean[] real, Matrix gradient);

  /** The number of sequences that are answered. */
  int count(Y targets);

  /** The answers with these numbers. */
  Y pick(Y targets, int... numbers);

  /**
   * The answers that the outputs stand for: the likeliest class, the number, the probability.
   *
   * @param h the outputs of the top layer, for its lengths
   */
  Y answers(Matrix outputs, Sequence h);

  /** The share of right answers, 0 to 1, among the real ones. */
  default double accuracy(Matrix outputs, Y targets, boolean[] real) {
    throw new IllegalStateException(
        "accuracy: the answers are numbers, which are never just right");
  }

  /** The lengths of the answers must be those of the inputs; {@code h} has the latter. */
  default void requireLengths(Y targets, Sequence h) {}

  /**
   * This loss with storage of its own, which it reads batch after batch into: each model asks for
   * one. A loss that keeps nothing is itself.
   */
  default Loss<Y> forOneModel() {
    return this;
  }

  /** A class for each sequence, or, in the order of {@code Tokens.ids()}, for each step. */
  static Loss<int[]> classes() {
    return new Classes(SoftmaxCrossEntropy::of);
  }

  /** The same, where each class counts as often as {@code weights} says. */
  static Loss<int[]> classes(double... weights) {
    return new Classes(weighted(weights));
  }

  /** A class for each step: {@code targets[n][t]}, row n as long as the input. */
  static Loss<int[][]> tags() {
    return new Tags(SoftmaxCrossEntropy::of, new Tokens());
  }

  /** The same, where each class counts as often as {@code weights} says. */
  static Loss<int[][]> tags(double... weights) {
    return new Tags(weighted(weights), new Tokens());
  }

  private static void requireNumbers(Sequence targets) {
    for (int t = 0; t < targets.steps(); t++) {
      for (int n = 0; n < targets.batch(); n++) {
        for (int f = 0; f < targets.features(); f++) {
          double target = targets.get(t, n, f);
          if (targets.isReal(t, n) && !Double.isFinite(target)) {
            throw new IllegalArgumentException(
                "series: target %s in row %d at step %d; expected a number"
                    .formatted(target, n, t));
          }
        }
      }
    }
  }

  private static void requireEachStep(String what, Matrix outputs, Sequence h) {
    if (outputs.rows() != h.steps() * h.batch()) {
      throw new IllegalArgumentException(
          "the model has %d outputs for %d steps; %s go with Readout.EACH_STEP, which has one for each step"
              .formatted(outputs.rows(), h.steps() * h.batch(), what));
    }
  }

  private static Masked<int[]> weighted(double... weights) {
    double[] own = weights.clone();
    SoftmaxCrossEntropy.requireWeights(own);
    return (z, y, real, dz) -> SoftmaxCrossEntropy.of(z, y, real, own, dz);
  }

  /** Numbers for each sequence, a row for each (N × O); or for each step (T·N × O). */
  static Loss<Matrix> numbers() {
    return new Rows(MeanSquaredError::of, y -> y);
  }

  /** Numbers for each step (T × N × O). */
  static Loss<Sequence> series() {
    return new Loss<>() {
      @Override
      public double of(Matrix outputs, Sequence targets, boolean[] real, Matrix gradient) {
        if (!targets.flat().isFinite()) {
          requireNumbers(targets);
        }
        return MeanSquaredError.of(outputs, targets.flat(), real, gradient);
      }

      @Override
      public void requireLengths(Sequence targets, Sequence h) {
        if (targets.batch() != h.batch()) {
          throw new IllegalArgumentException(
              "%d rows have %d rows of answers".formatted(h.batch(), targets.batch()));
        }
        for (int n = 0; n < h.batch(); n++) {
          if (targets.length(n) != h.length(n)) {
            throw new IllegalArgumentException(
                "row %d has %d steps and %d answers".formatted(n, h.length(n), targets.length(n)));
          }
        }
      }

      @Override
      public int count(Sequence targets) {
        return targets.batch();
      }

      @Override
      public Sequence pick(Sequence targets, int... numbers) {
        return targets.pick(numbers);
      }

      @Override
      public Sequence answers(Matrix outputs, Sequence h) {
        requireEachStep("series", outputs, h);
        return h.withFlat(outputs);
      }
    };
  }

  /** Yes or no to each question (N × O), 1 or 0; {@code answers} are the probabilities of yes. */
  static Loss<Matrix> yesNo() {
    return yesNo(1);
  }

  /** The same, where a yes counts {@code weight} times. */
  static Loss<Matrix> yesNo(double weight) {
    BinaryCrossEntropy.requireWeight(weight);
    return new Rows(
        (z, y, real, dz) -> BinaryCrossEntropy.of(z, y, real, weight, dz), Activation.SIGMOID::of) {
      @Override
      public double accuracy(Matrix outputs, Matrix targets, boolean[] real) {
        int right = 0;
        int count = 0;
        for (int r = 0; r < outputs.rows(); r++) {
          for (int c = 0; c < outputs.cols() && real[r]; c++) {
            double z = outputs.get(r, c);
            // As for classes: a network that has diverged answers nothing.
            right += !Double.isNaN(z) && z > 0 == targets.get(r, c) > 0.5 ? 1 : 0;
            count++;
          }
        }
        return (double) right / count;
      }
    };
  }

  /** One of the losses of {@code unrolled.nn}. */
  @FunctionalInterface
  interface Masked<Y> {
    double of(Matrix outputs, Y targets, boolean[] real, Matrix gradient);
  }

  /** Numbers, one row for each answer. */
  class Rows implements Loss<Matrix> {
    private final Masked<Matrix> loss;
    private final Function<Matrix, Matrix> answers;

    private Rows(Masked<Matrix> loss, Function<Matrix, Matrix> answers) {
      this.loss = loss;
      this.answers = answers;
    }

    @Override
    public double of(Matrix outputs, Matrix targets, boolean[] real, Matrix gradient) {
      return loss.of(outputs, targets, real, gradient);
    }

    @Override
    public int count(Matrix targets) {
      return targets.rows();
    }

    @Override
    public Matrix pick(Matrix targets, int... numbers) {
      return targets.pick(numbers);
    }

    @Override
    public Matrix answers(Matrix outputs, Sequence h) {
      return answers.apply(outputs);
    }
  }

  /** Classes, one for each answer. */
  record Classes(Masked<int[]> loss) implements Loss<int[]> {
    @Override
    public double of(Matrix outputs, int[] targets, boolean[] real, Matrix gradient) {
      if (targets.length != outputs.rows()) {
        throw new IllegalArgumentException(
            "the model has %d outputs, and %d classes are given as answers; Readout.LAST_STEP and MEAN have one output for each sequence, EACH_STEP one for each step"
                .formatted(outputs.rows(), targets.length));
      }
      return loss.of(outputs, targets, real, gradient);
    }

    @Override
    public int count(int[] targets) {
      return targets.length;
    }

    @Override
    public int[] pick(int[] targets, int... numbers) {
      return Arrays.stream(numbers).map(n -> targets[n]).toArray();
    }

    @Override
    public int[] answers(Matrix outputs, Sequence h) {
      return IntStream.range(0, outputs.rows()).map(r -> Metrics.largest(outputs, r)).toArray();
    }

    @Override
    public double accuracy(Matrix outputs, int[] targets, boolean[] real) {
      return Metrics.accuracy(outputs, targets, real);
    }
  }

  /** Classes, one for each step. */
  record Tags(Masked<int[]> loss, Tokens tokens) implements Loss<int[][]> {
    @Override
    public double of(Matrix outputs, int[][] targets, boolean[] real, Matrix gradient) {
      if (tokens.readChunk(targets).size() != outputs.rows()) {
        throw new IllegalArgumentException(
            "the model has %d outputs, and the rows of tags %d steps; tags go with Readout.EACH_STEP, whose outputs are as many as the steps"
                .formatted(outputs.rows(), tokens.size()));
      }
      tokens.requireBelow(outputs.cols(), "tags: class");
      return loss.of(outputs, tokens.storage(), real, gradient);
    }

    @Override
    public void requireLengths(int[][] targets, Sequence h) {
      tokens.readChunk(targets).requireLengths(h);
    }

    @Override
    public Loss<int[][]> forOneModel() {
      return new Tags(loss, new Tokens());
    }

    @Override
    public int count(int[][] targets) {
      return targets.length;
    }

    @Override
    public int[][] pick(int[][] targets, int... numbers) {
      return Arrays.stream(numbers).mapToObj(n -> targets[n]).toArray(int[][]::new);
    }

    @Override
    public int[][] answers(Matrix outputs, Sequence h) {
      requireEachStep("tags", outputs, h);
      return IntStream.range(0, h.batch())
          .mapToObj(
              n ->
                  IntStream.range(0, h.length(n))
                      .map(t -> Metrics.largest(outputs, t * h.batch() + n))
                      .toArray())
          .toArray(int[][]::new);
    }

    @Override
    public double accuracy(Matrix outputs, int[][] targets, boolean[] real) {
      return Metrics.accuracy(outputs, new Tokens().readChunk(targets).ids(), real);
    }
  }
}
