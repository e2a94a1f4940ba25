package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import unrolled.data.Vocabulary;
import unrolled.data.WordStarts;
import unrolled.layer.Next;
import unrolled.model.Model;
import unrolled.model.States;
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
  private final List<String> kept; // for the test
  private final Set<String> words; // of the names that it learns from, in lower case
  private final NameText text;
  private final Model<int[][], int[][]> model;

  /**
   * What a run depends on.
   *
   * @param hidden units
   * @param batch rows read at once
   * @param chunk characters before the gradient is cut
   * @param rate of Adam
   */
  public record Settings(
      NetworkKind network, int hidden, int batch, int chunk, double rate, long seed) {
    /** 64 units, 16 rows, chunks of 24 characters, Adam with 0.006. */
    public static Settings of(NetworkKind network, long seed) {
      return new Settings(network, 64, 16, 24, 0.006, seed);
    }

    /** The same, with another number of units. */
    public Settings withHidden(int hidden) {
      return new Settings(network, hidden, batch, chunk, rate, seed);
    }
  }

  /**
   * What came out, all in nats per character on the names kept for the test; lower is better.
   *
   * @param uniform every character equally likely
   * @param unigram each as likely as in the training names
   * @param bigram each as likely as after the character before it
   * @param network the trained model
   */
  public record Score(double uniform, double unigram, double bigram, double network) {}

  /**
   * What some names are like.
   *
   * @param fresh the share that is not among the names it learnt from, 0 to 1
   * @param distinct the share that is left when a name that was drawn again does not count
   * @param knownWords the share of their words that occur in the names it learnt from
   */
  public record Quality(List<String> names, double fresh, double distinct, double knownWords) {}

  /** A machine that has read nothing yet. */
  public NameMachine(List<String> names, Settings settings) {
    this.settings = settings;
    known = Set.copyOf(names);
    Random rng = new Random(settings.seed());
    text = NameText.of(names, rng);
    kept = text.names(text.test());
    words = Set.copyOf(words(text.names(text.train())));
    int inputs = text.characters().size();
    model = text.model(settings.network().layer(inputs, settings.hidden(), rng), rng);
  }

  private static List<String> words(List<String> names) {
    return names.stream().flatMap(name -> WordStarts.of(name).words().stream()).toList();
  }

  public Vocabulary characters() {
    return text.characters();
  }

  /** Reads a character and says what comes next; before and after each name stands "\n". */
  public Model<int[][], int[][]> model() {
    return model;
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
      if (!known.contains(name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** {@code count} names, known or not. */
  public Quality draw(int count, Sampler sampler, long seed) {
    Random draw = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(spell(sampler, draw));
    }
    return quality(names);
  }

  /** The names kept for the test: what people write. */
  public Quality kept() {
    return quality(kept);
  }

  private Quality quality(List<String> names) {
    Set<String> learnt = new HashSet<>(known);
    learnt.removeAll(kept);
    return new Quality(
        List.copyOf(names),
        share(names, name -> !learnt.contains(name)),
        Set.copyOf(names).size() / (double) names.size(),
        share(words(names), words::contains));
  }

  /** log P(name and its end | the start of a name), in nats; the name may be empty. */
  public double logProbability(String name) {
    int[] ids = characters().encodeCharacters(NameText.END + name + NameText.END);
    int last = ids.length - 1;
    int[][] inputs = {Arrays.copyOf(ids, last)};
    int[][] targets = {Arrays.copyOfRange(ids, 1, ids.length)};
    return -last * model.evaluate(inputs, targets).loss();
  }

  private static double share(List<String> of, Predicate<String> which) {
    return of.stream().filter(which).count() / (double) of.size();
  }

  /** One name, known or not, from a fresh state. */
  private String spell(Sampler sampler, Random draw) {
    StringBuilder name = new StringBuilder();
    int end = characters().id(NameText.END);
    Next<States> next = model.next(new int[][] {{end}}, model.start(1));
    while (name.length() < LONGEST) {
      int id = sampler.draw(next.logits(), draw);
      if (id == end) {
        break;
      }
      name.append(characters().token(id));
      next = model.next(new int[][] {{id}}, next.state());
    }
    return name.toString();
  }
}
