package unrolled.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.data.NamesByLanguage;
import unrolled.data.NamesByLanguage.Name;
import unrolled.data.Vocabulary;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/**
 * In which language is this name? What padding does to the answer: to its being right, and to its
 * being the same in whatever company a name is asked about.
 *
 * <p>Four fifths of the names of {@link NamesByLanguage} are for training, the others for the test.
 */
public final class LanguageOfNames {
  private static final double CLIP = 1;

  private LanguageOfNames() {}

  /**
   * What learns, and how names of different lengths are put into a batch.
   *
   * @param training the score is not measured on the way, so {@code every} counts for nothing
   */
  public record Settings(NetworkKind network, Padding padding, TrainingSettings training) {
    /** 32 units, 32 names in a step, Adam with 0.005, 600 steps. */
    public static Settings of(NetworkKind network, Padding padding) {
      return new Settings(network, padding, new TrainingSettings(32, 32, 0.005, 600, 600));
    }
  }

  /**
   * What came of it.
   *
   * @param together the share of right answers where all test names are in one batch, 0 to 1
   * @param alone the same where each is a batch by itself
   * @param changed the share of test names that are answered otherwise alone
   * @param test the names that were not trained on
   */
  public record Result(
      Settings settings,
      double together,
      double alone,
      double changed,
      List<Name> test,
      Vocabulary letters,
      Model<Sequence, int[]> model) {
    /** The languages that the network finds, for names that it reads in one batch. */
    public List<String> answers(String... names) {
      return IntStream.of(model.predict(settings.padding().batch(List.of(names), letters)))
          .mapToObj(NamesByLanguage.languages()::get)
          .toList();
    }
  }

  /** The share of the test names that are in the most frequent language: what a guess gives. */
  public static double mostFrequentLanguage() {
    List<Name> names = NamesByLanguage.all();
    long most =
        names.stream()
            .collect(Collectors.groupingBy(Name::language, Collectors.counting()))
            .values()
            .stream()
            .max(Long::compare)
            .orElseThrow();
    return most / (double) names.size();
  }

  /** Trains one network. About a second. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    List<Name> names = new ArrayList<>(NamesByLanguage.all());
    Vocabulary letters =
        Vocabulary.ofCharacters(names.stream().map(Name::name).collect(Collectors.joining()));
    Collections.shuffle(names, rng);
    List<Name> train = names.subList(0, names.size() * 4 / 5);
    List<Name> test = List.copyOf(names.subList(train.size(), names.size()));
    Model<Sequence, int[]> model = model(settings, letters, rng);
    new Trainer(model.named(), new Adam(settings.training().rate()), CLIP, event -> {})
        .train(
            settings.training().steps(),
            step -> {
              List<Name> drawn = draw(train, settings.training().batch(), rng);
              return model.learn(batch(settings, drawn, letters), languages(drawn));
            });
    return judged(settings, test, letters, model);
  }

  private static Model<Sequence, int[]> model(Settings settings, Vocabulary letters, Random rng) {
    Layer<?> layer = settings.network().layer(letters.size(), settings.training().hidden(), rng);
    return new Model<>(
        Input.numbers(letters.size()),
        List.of(layer),
        Readout.LAST_STEP,
        NamesByLanguage.languages().size(),
        Loss.classes(),
        rng);
  }

  private static Result judged(
      Settings settings, List<Name> test, Vocabulary letters, Model<Sequence, int[]> model) {
    int[] together = model.predict(batch(settings, test, letters));
    int right = 0;
    int rightAlone = 0;
    int changed = 0;
    for (int n = 0; n < test.size(); n++) {
      int alone = model.predict(batch(settings, test.subList(n, n + 1), letters))[0];
      if (together[n] == test.get(n).language()) {
        right++;
      }
      if (alone == test.get(n).language()) {
        rightAlone++;
      }
      if (alone != together[n]) {
        changed++;
      }
    }
    double all = test.size();
    return new Result(settings, right / all, rightAlone / all, changed / all, test, letters, model);
  }

  private static List<Name> draw(List<Name> names, int count, Random rng) {
    return IntStream.range(0, count).mapToObj(i -> names.get(rng.nextInt(names.size()))).toList();
  }

  private static Sequence batch(Settings settings, List<Name> names, Vocabulary letters) {
    return settings.padding().batch(names.stream().map(Name::name).toList(), letters);
  }

  private static int[] languages(List<Name> names) {
    return names.stream().mapToInt(Name::language).toArray();
  }
}
