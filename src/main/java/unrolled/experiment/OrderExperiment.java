package unrolled.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import unrolled.data.ManBitesDog;
import unrolled.data.ManBitesDog.Sentence;
import unrolled.data.Vocabulary;
import unrolled.layer.Rnn;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.nn.Activation;
import unrolled.nn.Parameter;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Trainer;

/**
 * Who bit whom? Four models learn to tell news ("the man bit the dog") from no news on the
 * sentences of {@link ManBitesDog}, and are asked again after one word was put in front.
 *
 * <ul>
 *   <li>A <em>bag of words</em> sees how often each word occurs.
 *   <li>A <em>slot network</em> sees which word stands in which place: one hidden layer over the
 *       places.
 *   <li>An <em>RNN</em> reads one word after the other.
 *   <li>A <em>bag of pairs</em> sees how often each two words stand side by side: a convolution of
 *       width two, with the same weights in each place.
 * </ul>
 *
 * <p>Half of the training sentences end with "today". The test sentences were not among them;
 * "shifted" ones have "today" in front, where no training sentence has it.
 */
public final class OrderExperiment {
  private static final String EXTRA = "today";
  private static final int SLOTS = 6; // the longest sentence
  private static final int HIDDEN = 16;
  private static final int STEPS = 300;
  private static final double RATE = 0.01;

  private final Random rng;
  private final Vocabulary words;
  private final List<Sentence> train = new ArrayList<>();
  private final List<Sentence> test = new ArrayList<>();
  private final List<Sentence> shifted;

  private OrderExperiment(long seed) {
    rng = new Random(seed);
    List<String> corpus = new ArrayList<>(List.of(EXTRA));
    ManBitesDog.all().forEach(s -> corpus.addAll(s.words()));
    words = Vocabulary.of(corpus);
    split();
    shifted = test.stream().map(s -> s.after(EXTRA)).toList();
  }

  /**
   * The share of test sentences that each model gets right, 0 to 1.
   *
   * @param trainingSentences how many it learnt from
   * @param testSentences how many it was asked about
   */
  public record Result(
      int trainingSentences,
      int testSentences,
      double bag,
      double bagShifted,
      double slots,
      double slotsShifted,
      double rnn,
      double rnnShifted,
      double pairs,
      double pairsShifted) {}

  /** Trains the models and tests them. About two seconds. */
  public static Result run(long seed) {
    return new OrderExperiment(seed).run();
  }

  private Result run() {
    Reader bag = trained(bagOfWords());
    Reader slots = trained(slotNetwork());
    Reader rnn = trained(recurrent());
    Reader pairs = trained(bagOfPairs());
    return new Result(
        train.size(),
        test.size(),
        accuracy(bag, test),
        accuracy(bag, shifted),
        accuracy(slots, test),
        accuracy(slots, shifted),
        accuracy(rnn, test),
        accuracy(rnn, shifted),
        accuracy(pairs, test),
        accuracy(pairs, shifted));
  }

  /**
   * Pairs of sentences with the same words stay together, so that neither half gives the other
   * away.
   */
  private void split() {
    List<Sentence> all = ManBitesDog.all();
    List<Integer> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      pairs.add(i);
    }
    Collections.shuffle(pairs, rng);
    for (int k = 0; k < pairs.size(); k++) {
      for (Sentence s : all.subList(pairs.get(k), pairs.get(k) + 2)) {
        if (k % 4 == 0) {
          test.add(s);
        } else {
          train.add(k % 2 == 0 ? s : ending(s));
        }
      }
    }
  }

  private static Sentence ending(Sentence s) {
    List<String> longer = new ArrayList<>(s.words());
    longer.add(EXTRA);
    return new Sentence(List.copyOf(longer), s.news());
  }

  /** A classifier: logits for (no news, news), and a step of learning, which returns the loss. */
  private interface Reader {
    Matrix logits(List<Sentence> batch);

    double learn(List<Sentence> batch);

    List<Parameter> parameters();
  }

  private Reader trained(Reader reader) {
    List<List<Sentence>> batches = byLength(train);
    new Trainer(reader.parameters(), new Adam(RATE), 1, event -> {})
        .train(STEPS, step -> reader.learn(batches.get(step % batches.size())));
    return reader;
  }

  /** Sentences of one length can be read side by side. */
  private static List<List<Sentence>> byLength(List<Sentence> sentences) {
    return List.of(
        sentences.stream().filter(s -> s.words().size() == SLOTS).toList(),
        sentences.stream().filter(s -> s.words().size() < SLOTS).toList());
  }

  private static int[] labels(List<Sentence> batch) {
    return batch.stream().mapToInt(Sentence::news).toArray();
  }

  private static double accuracy(Reader reader, List<Sentence> sentences) {
    return Metrics.accuracy(reader.logits(sentences), labels(sentences));
  }

  private Reader bagOfWords() {
    return perceptron(words.size(), batch -> features(batch, 0));
  }

  private Reader slotNetwork() {
    return perceptron(SLOTS * words.size(), batch -> features(batch, words.size()));
  }

  /** Word counts: over the whole sentence if {@code slotWidth} is 0, else apart for each place. */
  private Matrix features(List<Sentence> batch, int slotWidth) {
    Matrix x = new Matrix(batch.size(), slotWidth == 0 ? words.size() : SLOTS * slotWidth);
    for (int n = 0; n < batch.size(); n++) {
      int[] ids = words.encode(batch.get(n).words());
      for (int t = 0; t < ids.length; t++) {
        int column = t * slotWidth + ids[t];
        x.set(n, column, x.get(n, column) + 1);
      }
    }
    return x;
  }

  private Reader bagOfPairs() {
    return perceptron(words.size() * words.size(), this::pairs);
  }

  private Matrix pairs(List<Sentence> batch) {
    Matrix x = new Matrix(batch.size(), words.size() * words.size());
    for (int n = 0; n < batch.size(); n++) {
      int[] ids = words.encode(batch.get(n).words());
      for (int t = 1; t < ids.length; t++) {
        int column = ids[t - 1] * words.size() + ids[t];
        x.set(n, column, x.get(n, column) + 1);
      }
    }
    return x;
  }

  private Reader perceptron(int inputs, Function<List<Sentence>, Matrix> features) {
    Perceptron network = new Perceptron(inputs, HIDDEN, rng);
    return new Reader() {
      @Override
      public Matrix logits(List<Sentence> batch) {
        return network.logits(features.apply(batch));
      }

      @Override
      public double learn(List<Sentence> batch) {
        return network.learn(features.apply(batch), labels(batch));
      }

      @Override
      public List<Parameter> parameters() {
        return network.parameters();
      }
    };
  }

  private Reader recurrent() {
    Rnn rnn = new Rnn(words.size(), HIDDEN, Activation.TANH, rng);
    Model<int[][], int[]> model =
        new Model<>(
            Input.oneHot(words.size()), List.of(rnn), Readout.LAST_STEP, 2, Loss.classes(), rng);
    return new Reader() {
      @Override
      public Matrix logits(List<Sentence> batch) {
        return model.outputs(ids(batch));
      }

      @Override
      public double learn(List<Sentence> batch) {
        return model.learn(ids(batch), labels(batch));
      }

      @Override
      public List<Parameter> parameters() {
        return model.parameters();
      }
    };
  }

  private int[][] ids(List<Sentence> batch) {
    return batch.stream().map(s -> words.encode(s.words())).toArray(int[][]::new);
  }
}
