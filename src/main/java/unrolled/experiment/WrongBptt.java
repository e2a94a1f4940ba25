package unrolled.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import unrolled.cell.Cell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.data.ClassNames;
import unrolled.data.TextBatches;
import unrolled.data.Vocabulary;
import unrolled.layer.LanguageModel;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.train.Adam;
import unrolled.train.GradientCheck;
import unrolled.train.Trainer;

/**
 * Backpropagation through time with one mistake in it, on a model that learns to spell the names of
 * classes. Most mistakes learn all the same, and a loss that falls does not say that another would
 * have fallen lower; a gradient check on a tiny network does.
 */
public final class WrongBptt {
  private static final int TINY_STEPS = 5;

  private WrongBptt() {}

  /** What is wrong with the backward pass. */
  public enum Mistake {
    /** Nothing: the RNN as it should be. */
    NONE(false),
    /** dh_(t−1) = dz·Wh instead of dz·Whᵀ. */
    NO_TRANSPOSE(false),
    /** dh_(t−1) = 0: no gradient goes back in time at all. */
    NO_CARRY(false),
    /** dWh takes h_t where h_(t−1) belongs. */
    OWN_STATE(false),
    /** The gradient of each step replaces the one before instead of adding to it. */
    OVERWRITTEN(false),
    /** dz = dh, without the slope of tanh. */
    NO_SLOPE(false),
    /** Nothing: the LSTM as it should be. */
    LSTM_NONE(true),
    /** dc_(t−1) = 0. */
    NO_CELL_CARRY(true),
    /** dc_(t−1) = dc_t instead of dc_t ⊙ f. */
    NO_FORGET_FACTOR(true),
    /** The input gate is given the gradient of the forget gate. */
    INPUT_GATE_COPIED(true);

    private final boolean inLstm;

    Mistake(boolean inLstm) {
      this.inLstm = inLstm;
    }

    /** Whether it is made in an LSTM; else in a tanh RNN. */
    public boolean inLstm() {
      return inLstm;
    }
  }

  /**
   * How long to train.
   *
   * @param hidden units
   * @param batch rows read at once
   * @param chunk characters before the gradient is cut
   * @param rate of Adam
   */
  public record Settings(int hidden, int batch, int chunk, double rate, int steps, long seed) {}

  /** 64 units, 16 rows, chunks of 24 characters, Adam with 0.004, 2,000 steps. */
  public static Settings settings(long seed) {
    return new Settings(64, 16, 24, 0.004, 2_000, seed);
  }

  /**
   * What came of a mistake.
   *
   * @param loss on the tenth of the names kept for the test, in nats per character
   * @param bigram what counting pairs of characters gives on the same names
   * @param checkError the worst relative error that a gradient check finds
   */
  public record Result(Mistake mistake, double loss, double bigram, double checkError) {}

  /** Trains with {@code mistake}, and checks its gradient on a tiny network. */
  public static Result run(Mistake mistake, Settings settings) {
    Random rng = new Random(settings.seed());
    List<String> names = new ArrayList<>(ClassNames.ofTheJdk());
    Collections.shuffle(names, rng);
    Vocabulary characters = Vocabulary.ofCharacters(text(names));
    int cut = names.size() * 9 / 10;
    int[] train = characters.encodeCharacters(text(names.subList(0, cut)));
    int[] test = characters.encodeCharacters(text(names.subList(cut, names.size())));
    Cell<?> cell = cell(mistake, characters.size(), settings.hidden(), rng);
    double loss = trained(cell, train, test, settings, rng);
    double bigram = new CharacterBaselines(train, characters.size()).bigram(test);
    Cell<?> tiny = cell(mistake, 3, 4, new Random(settings.seed()));
    return new Result(mistake, loss, bigram, checkError(tiny));
  }

  private static String text(List<String> names) {
    return "\n" + String.join("\n", names) + "\n";
  }

  private static Cell<?> cell(Mistake mistake, int inputs, int hidden, Random rng) {
    return mistake.inLstm()
        ? new WrongLstmCell(new LstmCell(inputs, hidden, rng), mistake)
        : new WrongRnnCell(new RnnCell(inputs, hidden, rng), mistake);
  }

  private static <S extends State<S>> double trained(
      Cell<S> cell, int[] train, int[] test, Settings settings, Random rng) {
    LanguageModel<S> model = new LanguageModel<>(new Unrolled<>(cell).asLayer(), rng);
    TextBatches batches = new TextBatches(train, settings.batch(), settings.chunk());
    List<S> state = new ArrayList<>(List.of(model.start(settings.batch())));
    new Trainer(model.parameters(), new Adam(settings.rate()), 1, event -> {})
        .train(
            settings.steps(),
            step -> {
              int index = (step - 1) % batches.size();
              if (index == 0) state.set(0, model.start(settings.batch()));
              TextBatches.Batch batch = batches.batch(index);
              var read = model.learn(batch.inputs(), batch.targets(), state.get(0));
              state.set(0, read.last());
              return read.loss();
            });
    int[][] inputs = {Arrays.copyOfRange(test, 0, test.length - 1)};
    int[][] targets = {Arrays.copyOfRange(test, 1, test.length)};
    return model.read(inputs, targets, model.start(1)).loss();
  }

  /** The loss is a random direction in all hidden states. */
  private static <S extends State<S>> double checkError(Cell<S> cell) {
    Random rng = new Random(1);
    Unrolled<S> unrolled = new Unrolled<>(cell);
    Sequence xs = normal(2, cell.inputSize(), rng);
    Sequence direction = normal(2, cell.hiddenSize(), rng);
    unrolled.backward(direction, unrolled.forward(xs));
    return GradientCheck.check(
            cell.parameters(), () -> dot(unrolled.forward(xs).outputs().flat(), direction.flat()))
        .get(0)
        .error();
  }

  private static Sequence normal(int batch, int features, Random rng) {
    return new Sequence(TINY_STEPS, batch, 0)
        .withFlat(Matrix.normal(TINY_STEPS * batch, features, 1, rng));
  }

  private static double dot(Matrix a, Matrix b) {
    return Arrays.stream(a.hadamard(b).data()).sum();
  }
}
