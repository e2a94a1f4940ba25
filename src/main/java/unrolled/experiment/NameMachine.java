package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.data.Vocabulary;
import unrolled.layer.LanguageModel;
import unrolled.layer.Rnn;
import unrolled.train.Sampler;
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
  private static final int LONGEST = 60; // characters before an invented name is cut off

  private final Settings settings;
  private final Set<String> known;
  private final NameText text;
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
    Random rng = new Random(settings.seed());
    text = NameText.of(names, rng);
    int inputs = text.characters().size();
    model = new LanguageModel<>(new Rnn(new RnnCell(inputs, settings.hidden(), rng)), rng);
  }

  public Vocabulary characters() {
    return text.characters();
  }

  /** Trains for {@code steps} chunks and tells {@code listener} of each. */
  public void train(int steps, Consumer<TrainingEvent> listener) {
    text.train(model, settings.batch(), settings.chunk(), settings.rate(), steps, listener);
  }

  /** The model and the baselines on the names kept for the test. */
  public Score score() {
    CharacterBaselines baselines = text.baselines();
    return new Score(
        Math.log(characters().size()),
        baselines.unigram(text.test()),
        baselines.bigram(text.test()),
        text.loss(model));
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
    var next = model.next(new int[] {characters().id(NameText.END)}, model.start(1));
    while (name.length() < LONGEST) {
      int id = sampler.draw(next.logits(), draw);
      if (characters().token(id).equals(NameText.END)) break;
      name.append(characters().token(id));
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
