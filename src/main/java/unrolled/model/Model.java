package unrolled.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import unrolled.layer.Dropping;
import unrolled.layer.Layer;
import unrolled.layer.Names;
import unrolled.layer.Next;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.matrix.Workspace;
import unrolled.nn.Dense;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/**
 * A recurrent network from its input to its loss.
 *
 * <pre>{@code
 * x  = input                            (T × N × D)
 * h  = layer_K(… dropout(layer_1(dropout(x))))
 * r  = dropout(readout(h))              (N × H), or (T·N × H) for an answer at each step
 * z  = r·W + b                          the head
 * loss(z, targets), padding left out
 * }</pre>
 *
 * <p>Each line of this has a file of its own: {@link Input}, {@code Body}, {@link Readout} with
 * {@code Head}, {@link Loss}. {@link #learn} drops; everything else does not. Nothing is trained
 * here: {@link Fit} is the loop, or call {@link #learn} from one of your own. Once it has seen the
 * largest batch, {@link #learn} allocates nothing, whatever the shapes of the batches.
 *
 * @param <X> what it reads, see {@link Input}
 * @param <Y> what it answers, see {@link Loss}
 */
public final class Model<X, Y> extends Trainable<X, Y> {
  final Input<X> input;
  final Loss<Y> loss;
  private final Body body;
  private final Head head;
  private final Readout readout;
  private final Workspace gradients =
      new Workspace("the gradient of a Model's loss was overwritten by its next pass");
  private boolean[] real = {}; // for each row of the head's outputs whether it counts, or longer

  /**
   * A model whose head has {@code answers} outputs: the number of classes, or of numbers.
   *
   * @param layers from the lowest to the top, of any kinds
   * @param rng draws the head's first weights, what is dropped, and the order of the examples; a
   *     {@code SplitMix}, if training is to go on from a checkpoint
   */
  public Model(
      Input<X> input,
      List<? extends Layer<?>> layers,
      Readout readout,
      int answers,
      Loss<Y> loss,
      RandomGenerator rng) {
    super(rng);
    this.input = input.forOneModel();
    this.loss = loss.forOneModel();
    this.readout = readout;
    body = new Body(input.features(), layers);
    if (readout == Readout.LAST_STEP && Dropping.dropsOutputs(layers.get(layers.size() - 1))) {
      throw new IllegalArgumentException(
          "Model: the top layer drops of its outputs, but Readout.LAST_STEP reads its last state, of"
              + " which nothing is dropped; expected new Dropout(0) after it, and dropout(0, 0, p)"
              + " of the model, which drops of what is read");
    }
    head = new Head(readout, body.hiddenSize(), answers, rng);
  }

  /** Drops with these probabilities: below the lowest layer, between two, and below the head. */
  public Model<X, Y> dropout(double before, double between, double after) {
    Dropout above = new Dropout(after);
    body.dropout(new Dropout(before), new Dropout(between), rng);
    head.dropout(above, rng);
    return this;
  }

  @Override
  void requireGoesOn() {
    body.requireGoesOn();
  }

  @Override
  void requireOneGenerator() {
    body.requireDropsWith(rng);
  }

  /** Before anything was read, for {@code batch} sequences. */
  public States start(int batch) {
    return body.start(batch);
  }

  /** After what was read last; hand it to the next pass to go on there. */
  @Override
  public States last() {
    return body.last();
  }

  /** What the head says, lent until the next pass. From zeros, if {@code initial} is null. */
  private Matrix forward(X inputs, States initial, Mode mode) {
    requireThere("inputs", inputs);
    Sequence x = input.forward(inputs);
    if (initial == null) {
      requireSteps(x);
    }
    Sequence h = read(x, initial, mode);
    Matrix z = head.forward(body, mode);
    int steps = h.steps() * h.batch();
    if (real.length < steps) {
      real = new boolean[steps];
    }
    h.real(real); // its first N are those of the first step, where only what has ended is empty
    return z;
  }

  private static void requireThere(String what, Object given) {
    if (given == null) {
      throw new IllegalArgumentException("Model: the " + what + " are null");
    }
  }

  private Sequence read(Sequence x, States initial, Mode mode) {
    try {
      return body.forward(x, initial, mode);
    } catch (IllegalArgumentException e) {
      if (!input.parameters().isEmpty() && !x.flat().isFinite()) {
        throw new ArithmeticException(
            "the vectors of the input's tokens are not finite: its weights have grown too large");
      }
      throw e;
    }
  }

  private static void requireSteps(Sequence x) {
    for (int n = 0; n < x.batch(); n++) {
      if (x.length(n) == 0) {
        throw new IllegalArgumentException(
            "Model: row %d of %d is empty; expected at least one step in each row, unless it goes on from a state"
                .formatted(n, x.batch()));
      }
    }
  }

  /** The loss of the last pass; its gradient is written to {@code dz}. */
  private double judge(Matrix z, Y targets, Matrix dz) {
    requireThere("targets", targets);
    if (readout == Readout.EACH_STEP) {
      loss.requireLengths(targets, body.outputs());
    }
    return loss.of(z, targets, real, dz);
  }

  /** The loss on these examples, read from zeros, with dropout. Adds to the gradients. */
  public double learn(X inputs, Y targets) {
    return learn(inputs, targets, null);
  }

  /**
   * The same, read from {@code initial}, in which no gradient goes back: with {@link #last} of the
   * part before, this is truncated backpropagation through time. A sequence that has ended before
   * is an empty row then: it adds nothing, and keeps the state in which it ended.
   *
   * @param initial null for zeros
   * @return the loss; if it is NaN or infinite, no gradient was added
   * @throws ArithmeticException if numbers grow beyond all bounds on their way; it says in which
   *     layer
   */
  @Override
  public double learn(X inputs, Y targets, States initial) {
    Matrix z = forward(inputs, initial, Mode.LEARN);
    Matrix dz = gradients.lend(z.rows(), z.cols());
    double mean = judge(z, targets, dz);
    if (Double.isFinite(mean)) {
      input.backward(inputs, head.backward(dz, body));
    }
    return mean;
  }

  /** What came of examples that were not learnt. */
  public Evaluation<Y> evaluate(X inputs, Y targets) {
    return evaluate(inputs, targets, null);
  }

  /** The same, read from {@code initial}; null for zeros. */
  public Evaluation<Y> evaluate(X inputs, Y targets, States initial) {
    Matrix z = forward(inputs, initial, Mode.USE).copy();
    double mean = judge(z, targets, gradients.lend(z.rows(), z.cols()));
    return new Evaluation<>(mean, z, targets, Arrays.copyOf(real, z.rows()), loss);
  }

  /**
   * A judgement.
   *
   * @param loss the mean over all real answers
   */
  public record Evaluation<Y>(
      double loss, Matrix outputs, Y targets, boolean[] real, Loss<Y> judge) {
    /** The share of right answers, 0 to 1. */
    public double accuracy() {
      return judge.accuracy(outputs, targets, real);
    }
  }

  @Override
  double loss(X inputs, Y targets, States initial) {
    return evaluate(inputs, targets, initial).loss();
  }

  @Override
  int examples(X inputs, Y targets) {
    requireThere("inputs", inputs);
    requireThere("targets", targets);
    int count = input.count(inputs);
    if (readout == Readout.EACH_STEP && count != loss.count(targets)) {
      throw new IllegalArgumentException(
          "Model: %d inputs have %d answers; answers for each step that do not say of which sequence they are cannot be shuffled: give batches, or use Loss.tags or Loss.series"
              .formatted(count, loss.count(targets)));
    }
    return sameCount("Model", count, loss.count(targets));
  }

  @Override
  Examples<X, Y> pick(X inputs, Y targets, int... numbers) {
    return new Examples<>(input.pick(inputs, numbers), loss.pick(targets, numbers));
  }

  /** The answers: the likeliest classes, the numbers, the probabilities. */
  public Y predict(X inputs) {
    Matrix z = outputs(inputs);
    return loss.answers(z, body.outputs());
  }

  /** What the head says, a row for each answer: logits, or numbers. */
  public Matrix outputs(X inputs) {
    return forward(inputs, null, Mode.USE).copy();
  }

  /** What the top layer puts out at each step (T × N × H): h, to be looked at; a copy. */
  public Sequence hidden(X inputs) {
    forward(inputs, null, Mode.USE);
    return body.outputs().copy();
  }

  /**
   * How the outputs change with the inputs: the gradient of Σ dOutputs ⊙ {@link #outputs} with
   * respect to what the lowest layer reads (T × N × D), a copy. Nothing is dropped, and the
   * gradients of the parameters stay what they were.
   *
   * @param dOutputs of the shape of the outputs
   * @throws IllegalStateException if a layer drops in itself, so that there is no one answer
   */
  public Sequence inputGradient(X inputs, Matrix dOutputs) {
    Matrix used = outputs(inputs);
    if (dOutputs.rows() != used.rows() || dOutputs.cols() != used.cols()) {
      throw new IllegalArgumentException(
          "inputGradient: dOutputs must be of the shape of the outputs, %s; got %s"
              .formatted(used.shape(), dOutputs.shape()));
    }
    List<Parameter> all = parameters();
    List<Matrix> before = all.stream().map(p -> p.grad.copy()).toList();
    try {
      if (used.maxDifference(forward(inputs, null, Mode.TRACE)) > 1e-9) {
        throw new IllegalStateException(
            "inputGradient: a layer drops in itself; expected outputs that are the same each time");
      }
      return head.backward(dOutputs, body).copy();
    } finally {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).grad.copyFrom(before.get(i));
      }
    }
  }

  /** Reads on from a state, a token at a time: what the head says, and the state after it. */
  public Next<States> next(X inputs, States state) {
    Matrix z = forward(inputs, state, Mode.USE).copy();
    return new Next<>(z, last());
  }

  /** The affine map from the readout to the outputs: for a layout of PyTorch's or Keras's. */
  public Dense head() {
    return head.dense;
  }

  /**
   * The parameters by where they stand, such as {@code input.W}, {@code layer0.Wx}, {@code
   * layer1.backward.Wh}, {@code head.b}; one that stands in two places has its first name.
   */
  @Override
  public Map<String, Parameter> named() {
    Names names = new Names();
    names.all("input.", input.parameters());
    body.name(names);
    names.all("head.", head.dense.parameters());
    return names.map();
  }
}
