package unrolled.project;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.cell.HiddenState;
import unrolled.data.Pair;
import unrolled.layer.Bidirectional;
import unrolled.layer.Bridge;
import unrolled.layer.EncoderDecoder;
import unrolled.layer.Gru;
import unrolled.layer.Layer;
import unrolled.layer.Rnn;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.model.Translator;
import unrolled.nn.Activation;
import unrolled.train.Adam;
import unrolled.train.Trainer;

/** Networks of the library for the three tasks: they show that the figures can be reached. */
abstract class LibraryNetworks implements OwnNetwork {
  private static final double CLIP = 1;

  String sourceLetters;
  String targetLetters;

  @Override
  public final void begin(String sourceLetters, String targetLetters, RandomGenerator rng) {
    this.sourceLetters = sourceLetters;
    this.targetLetters = targetLetters;
    make(rng);
  }

  abstract void make(RandomGenerator rng);

  static double step(Trainer trainer, DoubleSupplier learn) {
    return trainer.train(1, step -> learn.getAsDouble());
  }

  static int[] ids(String text, String letters) {
    return text.chars().map(letters::indexOf).toArray();
  }

  int[][] sources(List<String> texts) {
    return texts.stream().map(text -> ids(text, sourceLetters)).toArray(int[][]::new);
  }

  static List<String> read(List<Pair> batch) {
    return batch.stream().map(Pair::source).toList();
  }

  /** Word starts with tanh RNNs, from the front alone or from both ends. */
  static final class WordStarts extends LibraryNetworks {
    private final boolean bothWays;
    private Model<int[][], int[][]> model;
    private Trainer trainer;

    WordStarts(boolean bothWays) {
      this.bothWays = bothWays;
    }

    @Override
    public ProjectTask task() {
      return ProjectTask.WORD_STARTS;
    }

    @Override
    void make(RandomGenerator rng) {
      int D = sourceLetters.length();
      Layer<?> layer =
          bothWays
              ? new Bidirectional<>(
                  new Rnn(D, 64, Activation.TANH, rng), new Rnn(D, 64, Activation.TANH, rng))
              : new Rnn(D, 128, Activation.TANH, rng);
      model = new Model<>(Input.oneHot(D), List.of(layer), Readout.EACH_STEP, 2, Loss.tags(), rng);
      trainer = new Trainer(model.named(), new Adam(0.004), CLIP, event -> {});
    }

    @Override
    public double learn(List<Pair> batch) {
      int[][] starts =
          batch.stream().map(pair -> ids(pair.target(), targetLetters)).toArray(int[][]::new);
      return step(trainer, () -> model.learn(sources(read(batch)), starts));
    }

    @Override
    public List<String> answer(List<String> sources) {
      return Arrays.stream(model.predict(sources(sources)))
          .map(tags -> IntStream.of(tags).mapToObj(String::valueOf).collect(Collectors.joining()))
          .toList();
    }
  }

  /** The language of a name, read from the state after its last letter. */
  static final class Languages extends LibraryNetworks {
    private Model<int[][], int[]> model;
    private Trainer trainer;

    @Override
    public ProjectTask task() {
      return ProjectTask.LANGUAGES;
    }

    @Override
    void make(RandomGenerator rng) {
      int D = sourceLetters.length();
      model =
          new Model<>(
              Input.oneHot(D),
              List.of(new Gru(D, 48, rng)),
              Readout.LAST_STEP,
              targetLetters.length(),
              Loss.classes(),
              rng);
      trainer = new Trainer(model.named(), new Adam(0.005), CLIP, event -> {});
    }

    @Override
    public double learn(List<Pair> batch) {
      int[] languages =
          batch.stream().mapToInt(pair -> targetLetters.indexOf(pair.target())).toArray();
      return step(trainer, () -> model.learn(sources(read(batch)), languages));
    }

    @Override
    public List<String> answer(List<String> sources) {
      return IntStream.of(model.predict(sources(sources)))
          .mapToObj(language -> targetLetters.substring(language, language + 1))
          .toList();
    }
  }

  /** Dates, from one GRU to another that looks back at each letter, or not. */
  static final class Dates extends LibraryNetworks {
    private static final int LETTERS = 10; // of "1969-07-20"

    private final EncoderDecoder.Looking looking;
    private Translator model;
    private Trainer trainer;

    Dates(EncoderDecoder.Looking looking) {
      this.looking = looking;
    }

    @Override
    public ProjectTask task() {
      return ProjectTask.DATES;
    }

    @Override
    void make(RandomGenerator rng) {
      int end = targetLetters.length();
      EncoderDecoder<?, ?> network =
          new EncoderDecoder<>(
              sourceLetters.length(),
              new Gru(32, 64, rng),
              Bridge.<HiddenState>same(),
              end + 1,
              new Gru(32, 64, rng),
              looking,
              end,
              rng);
      model = new Translator(network, end, LETTERS, rng);
      trainer = new Trainer(model.parameters(), new Adam(0.004), CLIP, event -> {});
    }

    @Override
    public double learn(List<Pair> batch) {
      int[][] targets =
          batch.stream().map(pair -> ids(pair.target(), targetLetters)).toArray(int[][]::new);
      return step(trainer, () -> model.learn(sources(read(batch)), targets));
    }

    @Override
    public List<String> answer(List<String> sources) {
      return Arrays.stream(model.predict(sources(sources)))
          .map(
              ids ->
                  IntStream.of(ids)
                      .mapToObj(id -> targetLetters.substring(id, id + 1))
                      .collect(Collectors.joining()))
          .toList();
    }
  }
}
