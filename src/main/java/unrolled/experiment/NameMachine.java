package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.LanguageModel;
import unrolled.layer.Rnn;
import unrolled.train.Adam;
import unrolled.train.Sampler;
import unrolled.train.Trainer;
import unrolled.train.TrainingEvent;

/**
 * A character model that learns how names are spelt and invents new ones.
 *
 * <p>The names are shuffled and written one below the other; nine tenths are read for training,
 * {@code batch} places at once and {@code chunk} characters at a time, the state going on from
 * chunk to chunk. The rest is for the test. Beside the model stand the baselines of {@link
 * CharacterBaselines}.
 */
public final class NameMachine {
  private static final String END = "\n";
  private static final int LONGEST = 60; // characters before an invented name is cut off

  private final Settings settings;
  private final Set<String> known;
  private final Vocabulary characters;
  private final int[] train;
  private final int[] test;
  private final Random rng;
  private final LanguageModel<HiddenState> model;

  /**
   * What a run depends on.
   *
   * @param hidden units of the RNN
   * @param batch rows read at once
   * @param chunk characters before the gradient is cut
   * @param rate of Adam
   */
  public record Settings(int hidden, int batch, int chunk, double rate, long seed) {}

  /**
   * What came out, all in nats per character on the names kept for the test; lower is better.
   *
   * @param uniform every character equally likely
   * @param unigram each as likely as in the training names
   * @param bigram each as likely as after the character before it
   * @param rnn the trained model
   */
  public record Score(double uniform, double unigram, double bigram, double rnn) {}

  /** A machine that has read nothing yet. */
  public NameMachine(List<String> names, Settings settings) {
    this.settings = settings;
    known = Set.copyOf(names);
    rng = new Random(settings.seed());
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, rng);
    int cut = names.size() * 9 / 10;
    String all = text(shuffled);
    characters = Vocabulary.ofCharacters(all);
    train = characters.encodeCharacters(text(shuffled.subList(0, cut)));
    test = characters.encodeCharacters(text(shuffled.subList(cut, names.size())));
    model =
        new LanguageModel<>(new Rnn(new RnnCell(characters.size(), settings.hidden(), rng)), rng);
  }

  private static String text(List<String> names) {
    return END + String.join(END, names) + END;
  }

  public Vocabulary characters() {
    return characters;
  }

  /** Trains for {@code steps} chunks and tells {@code listener} of each. */
  public void train(int steps, Consumer<TrainingEvent> listener) {
    TextBatches batches = new TextBatches(train, settings.batch(), settings.chunk());
    HiddenState[] state = {model.start(settings.batch())};
    new Trainer(model.parameters(), new Adam(settings.rate()), 1, listener)
        .train(
            steps,
            step -> {
              int index = (step - 1) % batches.size();
              if (index == 0) state[0] = model.start(settings.batch());
              TextBatches.Batch batch = batches.batch(index);
              var read = model.learn(batch.inputs(), batch.targets(), state[0]);
              state[0] = read.last();
              return read.loss();
            });
  }

  /** The model and the baselines on the names kept for the test. */
  public Score score() {
    CharacterBaselines baselines = new CharacterBaselines(train, characters.size());
    int[][] inputs = {Arrays.copyOfRange(test, 0, test.length - 1)};
    int[][] targets = {Arrays.copyOfRange(test, 1, test.length)};
    double rnn = model.read(inputs, targets, model.start(1)).loss();
    return new Score(
        Math.log(characters.size()), baselines.unigram(test), baselines.bigram(test), rnn);
  }

  /** {@code count} names that no JDK has, drawn at {@code temperature}. */
  public List<String> invent(int count, double temperature, long seed) {
    Random draw = new Random(seed);
    Sampler sampler = new Sampler(temperature);
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String name = spell(sampler, draw);
      if (!known.contains(name)) names.add(name);
    }
    return List.copyOf(names);
  }

  /** One name, known or not, from a fresh state. */
  private String spell(Sampler sampler, Random draw) {
    StringBuilder name = new StringBuilder();
    var next = model.next(new int[] {characters.id(END)}, model.start(1));
    while (name.length() < LONGEST) {
      int id = sampler.draw(next.logits(), draw);
      if (characters.token(id).equals(END)) break;
      name.append(characters.token(id));
      next = model.next(new int[] {id}, next.state());
    }
    return name.toString();
  }

  /** The share of {@code count} drawn names that are not among those it learnt from, 0 to 1. */
  public double novelty(int count, double temperature, long seed) {
    Random draw = new Random(seed);
    Sampler sampler = new Sampler(temperature);
    int fresh = 0;
    for (int i = 0; i < count; i++) if (!known.contains(spell(sampler, draw))) fresh++;
    return (double) fresh / count;
  }
}
