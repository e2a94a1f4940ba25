package unrolled.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import unrolled.layer.LanguageModel.Next;
import unrolled.layer.Layer;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.Dropout;
import unrolled.nn.LossValue;
import unrolled.nn.Parameter;
import unrolled.train.Optimizer;
import unrolled.weights.Slot;
import unrolled.weights.Weights;

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
 * <p>{@link #learn} drops; everything else does not. Nothing is trained here: {@link #fit} makes
 * the loop, or call {@link #learn} from one of your own.
 *
 * @param <X> what it reads, see {@link Input}
 * @param <Y> what it answers, see {@link Loss}
 */
public final class Model<X, Y> {
  final Input<X> input;
  final Loss<Y> loss;
  final RandomGenerator rng;
  private final List<Level<?>> levels = new ArrayList<>();
  private final Readout readout;
  private final Dense head;
  private double[] rates; // of dropout: below each layer, and below the head
  private final List<Optional<Matrix>> masks = new ArrayList<>(); // of the last pass
  private Sequence outputs; // of the top layer
  private Matrix read; // what the head was given

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
    this.input = input;
    this.readout = readout;
    this.loss = loss;
    this.rng = rng;
    int width = input.features();
    for (Layer<?> layer : layers) {
      int number = levels.size();
      if (layer.inputSize() != width || levels.stream().anyMatch(l -> l.layer == layer)) {
        throw new IllegalArgumentException(
            "Model: layer %d reads %d features, below it there are %d; and no layer may stand in two places"
                .formatted(number, layer.inputSize(), width));
      }
      levels.add(new Level<>(layer));
      width = layer.hiddenSize();
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("Model: expected at least one layer, got none");
    }
    head = new Dense(width, answers, rng);
    rates = new double[levels.size() + 1];
  }

  /** Drops with these probabilities: below the lowest layer, between two, and below the head. */
  public Model<X, Y> dropout(double before, double between, double after) {
    double[] chosen = new double[levels.size() + 1];
    Arrays.fill(chosen, new Dropout(between).rate());
    chosen[0] = new Dropout(before).rate();
    chosen[levels.size()] = new Dropout(after).rate();
    rates = chosen;
    return this;
  }

  /** Before anything was read, for {@code batch} sequences. */
  public States start(int batch) {
    return new States(
        levels.stream().<unrolled.cell.State<?>>map(l -> l.zeroState(batch)).toList());
  }

  /** After what was read last; hand it to the next pass to go on there. */
  public States last() {
    return new States(levels.stream().<unrolled.cell.State<?>>map(Level::last).toList());
  }

  private Matrix forward(X inputs, States initial, boolean training) {
    if (initial.levels().size() != levels.size()) {
      throw new IllegalArgumentException(
          "Model: expected the states of %d layers, got those of %d"
              .formatted(levels.size(), initial.levels().size()));
    }
    levels.forEach(level -> level.layer.training(training));
    masks.clear();
    Sequence y = input.forward(inputs);
    for (int k = 0; k < levels.size(); k++) {
      y = levels.get(k).forward(drop(y, training), initial.levels().get(k));
    }
    outputs = y;
    read =
        switch (readout) {
          case EACH_STEP -> y.flat();
          case LAST_STEP -> levels.get(levels.size() - 1).layer.last().h();
          case MEAN -> Readout.mean(y);
        };
    masks.add(Level.mask(read, rates[levels.size()], training, rng));
    read = Level.dropped(read, masks.get(levels.size()));
    return head.forward(read);
  }

  private Sequence drop(Sequence y, boolean training) {
    Optional<Matrix> mask = Level.mask(y.flat(), rates[masks.size()], training, rng);
    masks.add(mask);
    return mask.isEmpty() ? y : y.withFlat(Level.dropped(y.flat(), mask));
  }

  /** Adds to the gradients of the layers and the head; returns that of what the lowest reads. */
  private Sequence backward(Matrix dz) {
    int K = levels.size();
    Matrix dr = Level.dropped(head.backward(dz, read), masks.get(K));
    Level<?> top = levels.get(K - 1);
    Sequence dy =
        switch (readout) {
          case EACH_STEP -> top.layer.backward(outputs.withFlat(dr));
          case LAST_STEP -> top.backwardLast(dr);
          case MEAN -> top.layer.backward(Readout.spread(dr, outputs));
        };
    for (int k = K - 1; k >= 0; k--) {
      if (!dy.flat().isFinite()) {
        throw new ArithmeticException(
            "the gradient that layer%d passes down is not finite: training diverged".formatted(k));
      }
      dy = dy.withFlat(Level.dropped(dy.flat(), masks.get(k)));
      if (k > 0) {
        dy = levels.get(k - 1).layer.backward(dy);
      }
    }
    return dy;
  }

  private LossValue judge(Matrix z, Y targets) {
    if (readout == Readout.EACH_STEP) {
      loss.requireLengths(targets, outputs);
    }
    return loss.of(z, targets, real());
  }

  /** For each row of the head's outputs whether it counts. */
  private boolean[] real() {
    boolean[] real = outputs.real();
    if (readout == Readout.EACH_STEP) {
      return real;
    }
    return Arrays.copyOf(real, outputs.batch()); // no sequence is empty: its first step is real
  }

  /** The loss on these examples, read from zeros, with dropout. Adds to the gradients. */
  public double learn(X inputs, Y targets) {
    return learn(inputs, targets, start(input.count(inputs)));
  }

  /**
   * The same, read from {@code initial}, in which no gradient goes back: with {@link #last} of the
   * part before, this is truncated backpropagation through time.
   *
   * @return the loss; if it is NaN or infinite, no gradient was added
   * @throws ArithmeticException if a gradient grows beyond all numbers on its way down; it says in
   *     which layer
   */
  public double learn(X inputs, Y targets, States initial) {
    LossValue value = judge(forward(inputs, initial, true), targets);
    if (Double.isFinite(value.mean())) {
      input.backward(inputs, backward(value.gradient()));
    }
    return value.mean();
  }

  /** What came of examples that were not learnt. */
  public Evaluation<Y> evaluate(X inputs, Y targets) {
    return evaluate(inputs, targets, start(input.count(inputs)));
  }

  /** The same, read from {@code initial}. */
  public Evaluation<Y> evaluate(X inputs, Y targets, States initial) {
    Matrix z = forward(inputs, initial, false);
    return new Evaluation<>(judge(z, targets).mean(), z, targets, real(), loss);
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

  /** The answers: the likeliest classes, the numbers, the probabilities. */
  public Y predict(X inputs) {
    Matrix z = outputs(inputs);
    return loss.answers(z, outputs);
  }

  /** What the head says, a row for each answer: logits, or numbers. */
  public Matrix outputs(X inputs) {
    return forward(inputs, start(input.count(inputs)), false);
  }

  /** What the top layer puts out at each step (T × N × H): h, to be looked at; a copy. */
  public Sequence hidden(X inputs) {
    forward(inputs, start(input.count(inputs)), false);
    return outputs.copy();
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
    List<Matrix> before = parameters().stream().map(p -> p.grad.copy()).toList();
    double[] set = rates;
    rates = new double[set.length];
    try {
      Matrix learnt = forward(inputs, start(input.count(inputs)), true);
      if (used.maxDifference(learnt) > 1e-9) {
        throw new IllegalStateException(
            "inputGradient: a layer drops in itself; expected outputs that are the same each time");
      }
      return backward(dOutputs).copy();
    } finally {
      rates = set;
      List<Parameter> all = parameters();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).grad.copyFrom(before.get(i));
      }
    }
  }

  /** Reads on from a state, a token at a time: what the head says, and the state after it. */
  public Next<States> next(X inputs, States state) {
    Matrix z = forward(inputs, state, false);
    return new Next<>(z, last());
  }

  /** A loop that trains this model. */
  public Fit<X, Y> fit(Optimizer optimizer) {
    return new Fit<>(this, optimizer);
  }

  /**
   * The parameters by where they stand, such as {@code input.W}, {@code layer0.Wx}, {@code
   * layer1.backward.Wh}, {@code head.b}; one that stands in two places has its first name.
   */
  public Map<String, Parameter> named() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    input.parameters().forEach(p -> put(all, "input." + p.name(), p));
    for (int k = 0; k < levels.size(); k++) {
      int number = k;
      levels.get(k).named().forEach((name, p) -> put(all, "layer" + number + "." + name, p));
    }
    head.parameters().forEach(p -> put(all, "head." + p.name(), p));
    return Collections.unmodifiableMap(all);
  }

  private static void put(Map<String, Parameter> all, String name, Parameter p) {
    if (all.values().stream().noneMatch(known -> known == p)) {
      all.put(name, p);
    }
  }

  /** All that is learnt, each once. */
  public List<Parameter> parameters() {
    return List.copyOf(named().values());
  }

  /** Every parameter under its name, as a part of a weights file. */
  public Weights weights() {
    Map<String, Slot> slots = new LinkedHashMap<>();
    named().forEach((name, p) -> slots.put(name, Slot.matrix(p)));
    return new Weights().with(slots);
  }

  /** Writes all parameters to a safetensors file, whole or not at all. */
  public void save(Path file) {
    weights().save(file);
  }

  /** Sets all parameters from a file of {@link #save}; one that does not fit changes nothing. */
  public void load(Path file) {
    weights().load(file);
  }
}
