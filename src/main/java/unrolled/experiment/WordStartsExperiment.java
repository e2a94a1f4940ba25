package unrolled.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import unrolled.data.WordStarts;
import unrolled.data.WordStarts.Name;
import unrolled.layer.Layer;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/**
 * Where does a word begin in a class name without capitals? A network that may read both ways
 * against one that has to say it before it has read the word.
 *
 * <p>Nine tenths of the names of {@link WordStarts} are for training, the others for the test.
 */
public final class WordStartsExperiment {
  private static final double CLIP = 1;

  private WordStartsExperiment() {}

  /**
   * What learns, and how.
   *
   * @param training the score is not measured on the way, so {@code every} counts for nothing
   */
  public record Settings(NetworkKind network, TrainingSettings training) {
    /** 32 names in a step, Adam with 0.005, 600 steps. */
    public static Settings of(NetworkKind network, int hidden) {
      return new Settings(network, new TrainingSettings(hidden, 32, 0.005, 600, 600));
    }
  }

  /**
   * What came of it.
   *
   * @param wrong the share of the letters of the test names that were tagged wrongly, 0 to 1
   * @param f1 of the word starts: 2·tp / (2·tp + fp + fn)
   * @param parameters of the layer, without the head
   */
  public record Result(double wrong, double f1, int parameters, Model<int[][], int[][]> model) {
    /** The words that the network sees, such as "array out of bounds". */
    public String words(String name) {
      int[] letters = WordStarts.of(name).letters();
      int[] starts = model.predict(new int[][] {letters})[0];
      return String.join(" ", new Name(name, letters, starts).words());
    }
  }

  /** Trains one network. Two or three seconds. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    List<Name> names = new ArrayList<>(WordStarts.ofTheJdk());
    Collections.shuffle(names, rng);
    List<Name> train = names.subList(0, names.size() * 9 / 10);
    List<Name> test = names.subList(train.size(), names.size());
    TrainingSettings training = settings.training();
    Layer<?> layer = settings.network().layer(WordStarts.letters(), training.hidden(), rng);
    Model<int[][], int[][]> model =
        new Model<>(
            Input.oneHot(WordStarts.letters()),
            List.of(layer),
            Readout.EACH_STEP,
            2,
            Loss.tags(),
            rng);
    new Trainer(model.named(), new Adam(training.rate()), CLIP, event -> {})
        .train(
            training.steps(),
            step -> {
              List<Name> drawn = draw(train, training.batch(), rng);
              return model.learn(letters(drawn), starts(drawn));
            });
    return judged(test, ParameterCount.of(layer), model);
  }

  private static Result judged(List<Name> test, int parameters, Model<int[][], int[][]> model) {
    int[][] said = model.predict(letters(test));
    int[] found = new int[4]; // right no, missed, invented, right yes
    for (int n = 0; n < test.size(); n++) {
      for (int t = 0; t < said[n].length; t++) {
        found[2 * said[n][t] + test.get(n).starts()[t]]++;
      }
    }
    int wrong = found[1] + found[2];
    return new Result(
        wrong / (double) IntStream.of(found).sum(),
        2.0 * found[3] / (2 * found[3] + wrong),
        parameters,
        model);
  }

  private static List<Name> draw(List<Name> names, int count, Random rng) {
    return IntStream.range(0, count).mapToObj(i -> names.get(rng.nextInt(names.size()))).toList();
  }

  private static int[][] letters(List<Name> names) {
    return names.stream().map(Name::letters).toArray(int[][]::new);
  }

  private static int[][] starts(List<Name> names) {
    return names.stream().map(Name::starts).toArray(int[][]::new);
  }
}
