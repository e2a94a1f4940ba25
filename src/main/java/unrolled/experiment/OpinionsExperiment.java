package unrolled.experiment;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import unrolled.data.Opinions;
import unrolled.data.Opinions.Opinion;
import unrolled.data.Vocabulary;
import unrolled.matrix.Matrix;
import unrolled.model.Input;
import unrolled.model.Loss;
import unrolled.model.Model;
import unrolled.model.Readout;
import unrolled.train.Adam;
import unrolled.train.Metrics;
import unrolled.train.Trainer;

/**
 * Is it praise or blame? A bag of words, with and without a hidden layer, and networks that read
 * one word after the other, on {@link Opinions}.
 */
public final class OpinionsExperiment {
  private static final int TRAIN = 1_500;
  private static final int TEST = 600;
  private static final double CLIP = 1;
  private static final String UNKNOWN = "?";

  private OpinionsExperiment() {}

  /**
   * Who reads, and how it learns.
   *
   * @param network that reads the words in order; empty for a bag, which counts them
   * @param training of a bag, hidden 0 means that there is no hidden layer
   * @param times a word must occur as often in the training sentences to be known
   */
  public record Settings(Optional<NetworkKind> network, Training training, int times) {
    /** A linear bag: 32 sentences in a step, Adam with 0.01, 600 steps. */
    public static Settings linearBag() {
      return new Settings(Optional.empty(), new Training(0, 32, 0.01, 600), 1);
    }

    /** A bag with a hidden layer of 24 tanh units; the same. */
    public static Settings hiddenBag() {
      return new Settings(Optional.empty(), new Training(24, 32, 0.01, 600), 1);
    }

    /** A network of 24 units; the same with Adam at 0.005. */
    public static Settings of(NetworkKind network) {
      return new Settings(Optional.of(network), new Training(24, 32, 0.005, 600), 1);
    }

    /** The same with other training, for real sentences, where a rare word tells nothing. */
    public Settings with(Training training, int times) {
      return new Settings(network, training, times);
    }

    /** What a chart calls the reader. */
    public String label() {
      return network
          .map(NetworkKind::label)
          .orElse(training.hidden == 0 ? "bag, linear" : "bag, hidden layer");
    }
  }

  /**
   * How it learns.
   *
   * @param hidden units
   * @param batch sentences in a step
   * @param rate of Adam
   */
  public record Training(int hidden, int batch, double rate, int steps) {}

  /**
   * What came of it.
   *
   * @param test the sentences of the test
   */
  public record Result(Settings settings, List<Opinion> test, Reader reader) {
    /** The share of the test sentences that are judged rightly, 0 to 1. */
    public double accuracy() {
      return accuracy(test);
    }

    /** The same for those of one kind; NaN if there is none. */
    public double accuracy(String kind) {
      return accuracy(test.stream().filter(opinion -> opinion.kind().equals(kind)).toList());
    }

    private double accuracy(List<Opinion> some) {
      return some.isEmpty() ? Double.NaN : Metrics.accuracy(reader.logits(some), labels(some));
    }

    /** ln P(good) − ln P(bad) of a sentence, its words parted by spaces. */
    public double logOdds(String sentence) {
      Opinion opinion = new Opinion(List.of(sentence.split(" ")), 0, "");
      Matrix z = reader.logits(List.of(opinion));
      return z.get(0, 1) - z.get(0, 0);
    }
  }

  /** A classifier of sentences. */
  public interface Reader {
    /** z (N × 2), for bad and good. */
    Matrix logits(List<Opinion> sentences);
  }

  /** Learns from 1,500 sentences, and is asked about 600 others. A second. */
  public static Result run(Settings settings, long seed) {
    Random rng = new Random(seed);
    return run(settings, Opinions.training(TRAIN, rng), Opinions.test(TEST, rng), seed);
  }

  /** The same with these sentences. */
  public static Result run(
      Settings settings, List<Opinion> training, List<Opinion> test, long seed) {
    Random rng = new Random(seed);
    List<String> corpus = training.stream().flatMap(o -> o.words().stream()).toList();
    Vocabulary words = Vocabulary.frequent(corpus, settings.times).withUnknown(UNKNOWN);
    Learner learner =
        settings.network.isEmpty()
            ? bag(words, settings.training.hidden, rng)
            : network(words, settings.network.get(), settings.training.hidden, rng);
    learner
        .trainer(settings.training.rate)
        .train(
            settings.training.steps,
            step -> {
              List<Opinion> drawn =
                  Stream.generate(() -> training.get(rng.nextInt(training.size())))
                      .limit(settings.training.batch)
                      .toList();
              return learner.learn(drawn);
            });
    return new Result(settings, List.copyOf(test), learner);
  }

  private interface Learner extends Reader {
    double learn(List<Opinion> sentences);

    Trainer trainer(double rate);
  }

  private static Learner bag(Vocabulary words, int hidden, Random rng) {
    Perceptron perceptron = new Perceptron(words.size(), hidden, rng);
    return new Learner() {
      @Override
      public Matrix logits(List<Opinion> sentences) {
        return perceptron.logits(counts(sentences, words));
      }

      @Override
      public double learn(List<Opinion> sentences) {
        return perceptron.learn(counts(sentences, words), labels(sentences));
      }

      @Override
      public Trainer trainer(double rate) {
        return new Trainer(perceptron.parameters(), new Adam(rate), CLIP, event -> {});
      }
    };
  }

  private static Matrix counts(List<Opinion> sentences, Vocabulary words) {
    Matrix x = new Matrix(sentences.size(), words.size());
    for (int n = 0; n < sentences.size(); n++) {
      for (int id : words.encode(sentences.get(n).words())) {
        x.set(n, id, x.get(n, id) + 1);
      }
    }
    return x;
  }

  private static Learner network(Vocabulary words, NetworkKind kind, int hidden, Random rng) {
    Model<int[][], int[]> model =
        new Model<>(
            Input.oneHot(words.size()),
            List.of(kind.layer(words.size(), hidden, rng)),
            Readout.LAST_STEP,
            2,
            Loss.classes(),
            rng);
    return new Learner() {
      @Override
      public Matrix logits(List<Opinion> sentences) {
        return model.outputs(ids(sentences, words));
      }

      @Override
      public double learn(List<Opinion> sentences) {
        return model.learn(ids(sentences, words), labels(sentences));
      }

      @Override
      public Trainer trainer(double rate) {
        return new Trainer(model.named(), new Adam(rate), CLIP, event -> {});
      }
    };
  }

  private static int[][] ids(List<Opinion> sentences, Vocabulary words) {
    return sentences.stream().map(o -> words.encode(o.words())).toArray(int[][]::new);
  }

  private static int[] labels(List<Opinion> sentences) {
    return sentences.stream().mapToInt(Opinion::good).toArray();
  }
}
