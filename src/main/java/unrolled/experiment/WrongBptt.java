package unrolled.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unrolled.cell.Cell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.cell.State;
import unrolled.data.ClassNames;
import unrolled.layer.Unrolled;
import unrolled.model.Model;
import unrolled.train.GradientCheck;
import unrolled.train.TrainingEvent;

/**
 * Backpropagation through time with one mistake in it, on a model that learns to spell the names of
 * classes. Most mistakes learn all the same, and a loss that falls does not say that another would
 * have fallen lower; a gradient check on a tiny network does.
 */
public final class WrongBptt {
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
   * @param steps of training
   * @param every so many steps the loss is measured
   */
  public record Settings(int hidden, int batch, int chunk, double rate, int steps, int every) {}

  /** 64 units, 16 rows, chunks of 24 characters, Adam with 0.004, 2,000 steps. */
  public static Settings settings() {
    return new Settings(64, 16, 24, 0.004, 2_000, 500);
  }

  /**
   * What came of a mistake.
   *
   * @param curve the loss on the tenth of the names kept for the test, in nats per character:
   *     before the first step, every so many steps, and at the end
   * @param bigram what counting pairs of characters gives on the same names
   * @param checkError the worst relative error that a gradient check finds
   */
  public record Result(
      Mistake mistake, List<LearningCurve.Point> curve, double bigram, double checkError) {
    /** The loss at the end. */
    public double loss() {
      return curve.get(curve.size() - 1).score();
    }
  }

  /** Trains with {@code mistake}, and checks its gradient on a tiny network. */
  public static Result run(Mistake mistake, Settings settings, long seed) {
    Random rng = new Random(seed);
    NameText text = NameText.of(ClassNames.ofTheJdk(), rng);
    Cell<?> cell = cell(mistake, text.characters().size(), settings.hidden(), rng);
    return new Result(
        mistake,
        trained(cell, text, settings, rng),
        text.baselines().bigram(text.test()),
        checkError(mistake, seed));
  }

  /**
   * The worst relative error that a gradient check finds in a network of 3 inputs and 4 units: no
   * training is needed for it.
   */
  public static double checkError(Mistake mistake, long seed) {
    return checkError(cell(mistake, 3, 4, new Random(seed)));
  }

  private static <S extends State<S>> double checkError(Cell<S> cell) {
    DirectedLoss<S> loss = new DirectedLoss<>(cell, 1);
    loss.backward();
    return GradientCheck.check(cell.parameters(), loss).get(0).error();
  }

  private static Cell<?> cell(Mistake mistake, int inputs, int hidden, Random rng) {
    return mistake.inLstm()
        ? new WrongLstmCell(new LstmCell(inputs, hidden, rng), mistake)
        : new WrongRnnCell(new RnnCell(inputs, hidden, rng), mistake);
  }

  private static <S extends State<S>> List<LearningCurve.Point> trained(
      Cell<S> cell, NameText text, Settings settings, Random rng) {
    Model<int[][], int[][]> model = text.model(new Unrolled<>(cell).asLayer(), rng);
    List<LearningCurve.Point> curve = new ArrayList<>();
    curve.add(new LearningCurve.Point(0, text.loss(model)));
    text.train(
        model,
        settings.batch(),
        settings.chunk(),
        settings.rate(),
        settings.steps(),
        event -> {
          if (event instanceof TrainingEvent.StepDone done
              && (done.step() % settings.every() == 0 || done.step() == settings.steps())) {
            curve.add(new LearningCurve.Point((int) done.step(), text.loss(model)));
          }
        });
    return List.copyOf(curve);
  }
}
