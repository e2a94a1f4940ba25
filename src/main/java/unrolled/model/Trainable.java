package unrolled.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.nn.Parameter;
import unrolled.train.Optimizer;
import unrolled.weights.Weights;

/**
 * What a {@link Fit} trains: a {@link Model} or a {@link Translator}. Both have examples, named
 * parameters, and a file for them.
 *
 * @param <X> what it reads
 * @param <Y> what it answers
 */
public abstract sealed class Trainable<X, Y> permits Model, Translator {
  final RandomGenerator rng; // draws all that is drawn while it is trained

  Trainable(RandomGenerator rng) {
    this.rng = rng;
  }

  /** Adds to the gradients; returns the loss. From zeros, if {@code initial} is null. */
  abstract double learn(X inputs, Y targets, States initial);

  /** The loss, without learning. */
  abstract double loss(X inputs, Y targets, States initial);

  /** After what was read last. */
  abstract States last();

  /** Refuses a {@code stateful} fit, if nothing can go on from {@link #last}. */
  abstract void requireGoesOn();

  /** Refuses to train from checkpoint to checkpoint unless all draws are of one generator. */
  abstract void requireOneGenerator();

  /** The number of examples. */
  abstract int examples(X inputs, Y targets);

  /** The examples with these numbers. */
  abstract Examples<X, Y> pick(X inputs, Y targets, int... numbers);

  static int sameCount(String what, int inputs, int targets) {
    if (inputs != targets) {
      throw new IllegalArgumentException(
          "%s: %d inputs have %d answers".formatted(what, inputs, targets));
    }
    return inputs;
  }

  /**
   * The examples in their order, in batches of {@code size}, the last of which may be smaller: to
   * evaluate or predict more of them than fit into memory at once. Each batch is a copy.
   */
  public List<Examples<X, Y>> batches(X inputs, Y targets, int size) {
    int count = examples(inputs, targets);
    if (size < 1) {
      throw new IllegalArgumentException("batches: the size must be positive, got " + size);
    }
    return IntStream.iterate(0, from -> from < count, from -> from + size)
        .mapToObj(from -> pick(inputs, targets, range(from, Math.min(count, from + size))))
        .toList();
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** A loop that trains it. */
  public Fit<X, Y> fit(Optimizer optimizer) {
    return new Fit<>(this, optimizer);
  }

  /** The parameters by where they stand; one that stands in two places has its first name. */
  public abstract Map<String, Parameter> named();

  /** All that is learnt, each once. */
  public List<Parameter> parameters() {
    return List.copyOf(named().values());
  }

  /** Every parameter under its name, as a part of a weights file. */
  public Weights weights() {
    return Weights.of(named());
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
