package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import unrolled.cell.State;
import unrolled.data.Batch;
import unrolled.data.HumanNumbers;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;
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
  private static final int HIDDEN = 64;
  private static final double RATE = 0.003;

  private HumanNumbersExperiment() {}

  /**
   * After an epoch, on the part kept for the test.
   *
   * @param accuracy the share of tokens that were foretold, 0 to 1
   * @param loss in nats per token
   */
  public record Score(double accuracy, double loss) {}

  /** The score after each epoch, the state handed on from chunk to chunk or not. */
  public static List<Score> run(Network network, boolean stateful, int epochs, long seed) {
    Random rng = new Random(seed);
    Vocabulary words = Vocabulary.of(HumanNumbers.tokens());
    return run(network.layer(words.size(), HIDDEN, rng), words, stateful, epochs, rng);
  }

  /** The share of the test that is the most frequent word of the training part. */
  public static double mostFrequentWord() {
    Vocabulary words = Vocabulary.of(HumanNumbers.tokens());
    int[] text = words.encode(HumanNumbers.tokens());
    int[] counts = new int[words.size()];
    for (int t = 0; t < cut(text); t++) counts[text[t]]++;
    int best = 0;
    for (int id = 0; id < counts.length; id++) if (counts[id] > counts[best]) best = id;
    int found = 0;
    for (int t = cut(text); t < text.length; t++) if (text[t] == best) found++;
    return found / (double) (text.length - cut(text));
  }

  private static int cut(int[] text) {
    return text.length * 4 / 5;
  }

  private static <S extends State<S>> List<Score> run(
      Layer<S> layer, Vocabulary words, boolean stateful, int epochs, Random rng) {
    int[] text = words.encode(HumanNumbers.tokens());
    int cut = cut(text);
    List<Batch<int[]>> train = batches(Arrays.copyOf(text, cut), words);
    List<Batch<int[]>> test = batches(Arrays.copyOfRange(text, cut, text.length), words);
    TaskNetwork<S, int[]> network = TaskNetwork.of(layer, words.size(), Objective.CLASSES, rng);
    Trainer trainer = new Trainer(network.parameters(), new Adam(RATE), 1, event -> {});
    List<Score> scores = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      List<S> state = new ArrayList<>(List.of(network.start(ROWS)));
      trainer.train(
          train.size(),
          step -> {
            double loss = network.learn(train.get(step - 1), state.get(0));
            if (stateful) state.set(0, network.last());
            return loss;
          });
      scores.add(score(network, test, stateful));
    }
    return List.copyOf(scores);
  }

  private static List<Batch<int[]>> batches(int[] text, Vocabulary words) {
    TextBatches batches = new TextBatches(text, ROWS, STEPS);
    List<Batch<int[]>> all = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      TextBatches.Batch batch = batches.batch(i);
      int[] targets = new int[ROWS * STEPS];
      for (int row = 0; row < targets.length; row++)
        targets[row] = batch.targets()[row % ROWS][row / ROWS];
      all.add(new Batch<>(Sequence.oneHot(batch.inputs(), words.size()), targets));
    }
    return all;
  }

  private static <S extends State<S>> Score score(
      TaskNetwork<S, int[]> network, List<Batch<int[]>> test, boolean stateful) {
    double accuracy = 0;
    double loss = 0;
    S state = network.start(ROWS);
    for (Batch<int[]> batch : test) {
      Matrix logits = network.outputs(batch, state);
      accuracy += Metrics.accuracy(logits, batch.targets()) / test.size();
      loss += SoftmaxCrossEntropy.of(logits, batch.targets()).mean() / test.size();
      if (stateful) state = network.last();
    }
    return new Score(accuracy, loss);
  }
}
