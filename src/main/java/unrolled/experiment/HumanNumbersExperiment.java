package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import unrolled.data.HumanNumbers;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.Layer;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.States;
import unrolled.train.Adam;
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
   * @param accuracy the share of tokens that were predicted, 0 to 1
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

  private static List<Score> run(
      Layer<?> layer, Vocabulary words, boolean stateful, int epochs, Random rng) {
    int[] text = words.encode(HumanNumbers.tokens());
    int cut = cut(text);
    TextBatches train = new TextBatches(Arrays.copyOf(text, cut), ROWS, STEPS);
    TextBatches test = new TextBatches(Arrays.copyOfRange(text, cut, text.length), ROWS, STEPS);
    Model<int[][], int[][]> model =
        new Model<>(
            Input.oneHot(words.size()),
            List.of(layer),
            Readout.EACH_STEP,
            words.size(),
            Loss.tags(),
            rng);
    Trainer trainer = new Trainer(model.named(), new Adam(RATE), 1, event -> {});
    List<Score> scores = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      trainer.train(
          train.size(),
          step -> {
            TextBatches.Batch batch = train.batch(step - 1);
            States initial = stateful && step > 1 ? model.last() : model.start(ROWS);
            return model.learn(batch.inputs(), batch.targets(), initial);
          });
      scores.add(score(model, test, stateful));
    }
    return List.copyOf(scores);
  }

  private static Score score(Model<int[][], int[][]> model, TextBatches test, boolean stateful) {
    double accuracy = 0;
    double loss = 0;
    for (int i = 0; i < test.size(); i++) {
      TextBatches.Batch batch = test.batch(i);
      States initial = stateful && i > 0 ? model.last() : model.start(ROWS);
      Model.Evaluation<int[][]> found = model.evaluate(batch.inputs(), batch.targets(), initial);
      accuracy += found.accuracy() / test.size();
      loss += found.loss() / test.size();
    }
    return new Score(accuracy, loss);
  }
}
