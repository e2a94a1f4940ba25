package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.cell.HiddenState;
import unrolled.data.Pair;
import unrolled.data.Vocabulary;
import unrolled.layer.Bridge;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.EncoderDecoder.Looking;
import unrolled.layer.Gru;
import unrolled.matrix.Matrix;
import unrolled.model.Translator;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Trainer;

/**
 * A translation, letter by letter, from one GRU to another: with the encoder's last state alone, or
 * with a look at all of its states at each letter.
 *
 * <p>Counted is what is translated exactly, to the last letter, taking the likeliest letter at each
 * step. Up to 500 pairs are kept for that.
 */
public final class TranslationExperiment {
  private static final int TEST = 500;
  private static final double CLIP = 1;
  private static final String END = "\n"; // it begins a text, too

  private TranslationExperiment() {}

  /**
   * What is translated, and how it is learnt.
   *
   * @param pairs a tenth of them is for the test, 500 at most
   * @param features of the vector of a letter
   */
  public record Settings(
      List<Pair> pairs, Looking looking, int features, TrainingSettings training) {
    public Settings {
      pairs = List.copyOf(pairs);
      if (pairs.size() < 10) {
        throw new IllegalArgumentException(
            "TranslationExperiment: expected at least 10 pairs, got " + pairs.size());
      }
    }

    /** 64 units, vectors of 32 numbers, 32 pairs in a step, Adam with 0.004. */
    public static Settings of(List<Pair> pairs, Looking looking, int steps) {
      return new Settings(
          pairs, looking, 32, new TrainingSettings(64, 32, 0.004, steps, Math.min(steps, 100)));
    }

    /** The same, measured every so many steps. */
    public Settings every(int steps) {
      return new Settings(
          pairs,
          looking,
          features,
          new TrainingSettings(
              training.hidden(), training.batch(), training.rate(), training.steps(), steps));
    }
  }

  /**
   * What came of it.
   *
   * @param curve the share of the test pairs that are translated exactly
   */
  public record Result(
      Settings settings,
      long seed,
      LearningCurve curve,
      List<Pair> test,
      LetterTranslator translator) {
    /** The share of the test pairs that are translated exactly, 0 to 1. */
    public double exact() {
      return curve.last();
    }

    /** The same for those that {@code which} likes; NaN if there is none. */
    public double exact(Predicate<Pair> which) {
      List<Pair> some = test.stream().filter(which).toList();
      return some.isEmpty() ? Double.NaN : translator.exact(some);
    }

    /** Translates {@code source}, whose letters must be known. */
    public String translate(String source) {
      return translator.write(List.of(source)).get(0);
    }

    /** Where it looks while it translates {@code source}; only with attention. */
    public Look look(String source) {
      return translator.look(source);
    }
  }

  /**
   * Where a decoder looked.
   *
   * @param written what it wrote
   * @param weights a row for each letter written, a column for each letter read; a row sums to 1
   */
  public record Look(String source, String written, Matrix weights) {
    /** The place in the source that the letter at {@code place} of what it wrote looked at most. */
    public int peak(int place) {
      return Metrics.largest(weights, place);
    }
  }

  /** A translator, and the letters that its tokens stand for. */
  public static final class LetterTranslator {
    private final Vocabulary read;
    private final Vocabulary written;
    private final EncoderDecoder<HiddenState, HiddenState> network;
    private final Translator translator;

    private LetterTranslator(Settings settings, Random rng) {
      List<Pair> pairs = settings.pairs;
      read = letters(pairs, Pair::source);
      written = letters(pairs, p -> p.target() + END);
      int longest = pairs.stream().mapToInt(p -> p.target().length()).max().orElseThrow();
      int features = settings.features;
      int hidden = settings.training.hidden();
      int end = written.id(END);
      network =
          new EncoderDecoder<>(
              read.size(),
              new Gru(features, hidden, rng),
              Bridge.same(),
              written.size(),
              new Gru(features, hidden, rng),
              settings.looking,
              end,
              rng);
      translator = new Translator(network, end, Math.max(1, longest), rng);
    }

    private static Vocabulary letters(Collection<Pair> pairs, Function<Pair, String> side) {
      return Vocabulary.ofCharacters(pairs.stream().map(side).collect(Collectors.joining()));
    }

    /** The network. */
    public EncoderDecoder<HiddenState, HiddenState> model() {
      return network;
    }

    private double learn(List<Pair> batch) {
      return translator.learn(
          sources(batch.stream().map(Pair::source)),
          batch.stream().map(p -> written.encodeCharacters(p.target())).toArray(int[][]::new));
    }

    private int[][] sources(Stream<String> texts) {
      return texts.map(read::encodeCharacters).toArray(int[][]::new);
    }

    /** Translates all of them at once, taking the likeliest letter at each step. */
    List<String> write(List<String> sources) {
      return Arrays.stream(translator.predict(sources(sources.stream())))
          .map(ids -> IntStream.of(ids).mapToObj(written::token).collect(Collectors.joining()))
          .toList();
    }

    private double exact(List<Pair> pairs) {
      List<String> found = write(pairs.stream().map(Pair::source).toList());
      long right =
          IntStream.range(0, pairs.size())
              .filter(n -> found.get(n).equals(pairs.get(n).target()))
              .count();
      return right / (double) pairs.size();
    }

    private Look look(String source) {
      String text = write(List.of(source)).get(0);
      int[][] target = {written.encodeCharacters(text + END)};
      Matrix all = network.looks(sources(Stream.of(source)), target).heatMap(0);
      return new Look(source, text, all.rows(0, text.length()));
    }
  }

  /** Trains one translator. Some seconds for 500 steps. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    List<Pair> pairs = new ArrayList<>(settings.pairs);
    Collections.shuffle(pairs, rng);
    int cut = pairs.size() - Math.min(TEST, pairs.size() / 10);
    List<Pair> train = pairs.subList(0, cut);
    List<Pair> test = List.copyOf(pairs.subList(cut, pairs.size()));
    LetterTranslator translator = new LetterTranslator(settings, rng);
    TrainingSettings training = settings.training;
    Trainer trainer =
        new Trainer(translator.network.parameters(), new Adam(training.rate()), CLIP, event -> {});
    List<LearningCurve.Point> points = new ArrayList<>();
    points.add(new LearningCurve.Point(0, translator.exact(test)));
    int done = 0;
    while (done < training.steps()) {
      int more = Math.min(training.every(), training.steps() - done);
      trainer.train(more, step -> translator.learn(drawn(train, training.batch(), rng)));
      done += more;
      points.add(new LearningCurve.Point(done, translator.exact(test)));
    }
    LearningCurve curve = new LearningCurve(List.copyOf(points), false);
    return new Result(settings, seed, curve, test, translator);
  }

  private static List<Pair> drawn(List<Pair> pairs, int count, Random rng) {
    return IntStream.range(0, count).mapToObj(i -> pairs.get(rng.nextInt(pairs.size()))).toList();
  }
}
