package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import unrolled.data.HumanNumbers;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.Layer;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Trainer;

/**
 * Counting in words, with a state that is thrown away after every chunk and with one that is handed
 * on.
 *
 * <p>The first four fifths of the text are for training, the rest is for the test, as fastbook has
 * it (chapter 12, from where the sizes are): 64 rows, chunks of 16 tokens, 64 units. One
 * difference: the optimizer is Adam at a constant rate.
 */
public final class HumanNumbersExperiment {
  private static final int ROWS = 64;
  private static final int STEPS = 16;
  private static final double RATE = 0.003;
  private static final double CLIP = 1;

  private HumanNumbersExperiment() {}

  /** What the state is before a chunk is read. */
  public enum Handing {
    /** Zeros before every chunk. */
    ZEROS("zeros"),
    /** That after the chunk before, which ends where this one begins. */
    ON("handed on"),
    /**
     * That after the chunk read before, but in training the chunks come in a new order in each
     * epoch: the state belongs to another place of the text. In the test they are in their order.
     */
    SHUFFLED("handed on, shuffled");

    private final String label;

    Handing(String label) {
      this.label = label;
    }

    /** What a chart calls it. */
    public String label() {
      return label;
    }
  }

  /**
   * What learns, and how.
   *
   * @param epochs how many times over the training part
   */
  public record Settings(NetworkKind network, int hidden, Handing handing, int epochs) {
    /** With 64 units. */
    public static Settings of(NetworkKind network, Handing handing, int epochs) {
      return new Settings(network, 64, handing, epochs);
    }
  }

  /**
   * After an epoch, on the part kept for the test.
   *
   * @param accuracy the share of tokens that were predicted, 0 to 1
   * @param byStep the same for each step of a chunk. What comes after the last one is not in the
   *     chunk, so no network can have read it
   * @param loss in nats per token
   */
  public record Score(double accuracy, List<Double> byStep, double loss) {}

  /**
   * What came of it.
   *
   * @param scores after each epoch
   * @param model the trained network
   */
  public record Result(List<Score> scores, Vocabulary words, Model<int[][], int[][]> model) {
    /** The score after the last epoch. */
    public Score last() {
      return scores.get(scores.size() - 1);
    }
  }

  /** Trains one network. A tenth of a second for each epoch. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    Vocabulary words = Vocabulary.of(HumanNumbers.tokens());
    Layer<?> layer = settings.network().layer(words.size(), settings.hidden(), rng);
    Model<int[][], int[][]> model =
        new Model<>(
            Input.oneHot(words.size()),
            List.of(layer),
            Readout.EACH_STEP,
            words.size(),
            Loss.tags(),
            rng);
    return new Result(train(model, settings, words, rng), words, model);
  }

  /** The share of the test that is the most frequent word of the training part. */
  public static double mostFrequentWord() {
    Vocabulary words = Vocabulary.of(HumanNumbers.tokens());
    int[] text = words.encode(HumanNumbers.tokens());
    int[] counts = new int[words.size()];
    for (int t = 0; t < cut(text); t++) {
      counts[text[t]]++;
    }
    int best = 0;
    for (int id = 0; id < counts.length; id++) {
      if (counts[id] > counts[best]) {
        best = id;
      }
    }
    int found = 0;
    for (int t = cut(text); t < text.length; t++) {
      if (text[t] == best) {
        found++;
      }
    }
    return found / (double) (text.length - cut(text));
  }

  private static int cut(int[] text) {
    return text.length * 4 / 5;
  }

  private static List<Score> train(
      Model<int[][], int[][]> model, Settings settings, Vocabulary words, Random rng) {
    int[] text = words.encode(HumanNumbers.tokens());
    int cut = cut(text);
    TextBatches train = new TextBatches(Arrays.copyOf(text, cut), ROWS, STEPS);
    TextBatches test = new TextBatches(Arrays.copyOfRange(text, cut, text.length), ROWS, STEPS);
    Trainer trainer = new Trainer(model.named(), new Adam(RATE), CLIP, event -> {});
    List<Integer> order = new ArrayList<>(IntStream.range(0, train.size()).boxed().toList());
    boolean keeps = settings.handing() != Handing.ZEROS;
    List<Score> scores = new ArrayList<>();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      if (settings.handing() == Handing.SHUFFLED) {
        Collections.shuffle(order, rng);
      }
      trainer.train(
          train.size(),
          step -> {
            TextBatches.Batch batch = train.batch(order.get(step - 1));
            States initial = keeps && step > 1 ? model.last() : model.start(ROWS);
            return model.learn(batch.inputs(), batch.targets(), initial);
          });
      scores.add(score(model, test, keeps));
    }
    return List.copyOf(scores);
  }

  private static Score score(Model<int[][], int[][]> model, TextBatches test, boolean keeps) {
    double[] byStep = new double[STEPS];
    double loss = 0;
    for (int i = 0; i < test.size(); i++) {
      TextBatches.Batch batch = test.batch(i);
      States initial = keeps && i > 0 ? model.last() : model.start(ROWS);
      Model.Evaluation<int[][]> found = model.evaluate(batch.inputs(), batch.targets(), initial);
      for (int t = 0; t < STEPS; t++) {
        int step = t;
        int[] targets = Arrays.stream(batch.targets()).mapToInt(row -> row[step]).toArray();
        Matrix outputs = found.outputs().rows(t * ROWS, (t + 1) * ROWS);
        byStep[t] += Metrics.accuracy(outputs, targets) / test.size();
      }
      loss += found.loss() / test.size();
    }
    return new Score(
        Arrays.stream(byStep).average().orElseThrow(),
        Arrays.stream(byStep).boxed().toList(),
        loss);
  }
}
