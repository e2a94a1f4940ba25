package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;
import unrolled.nn.Parameter;

/**
 * Layers on top of each other: each reads the outputs of the one below, through dropout.
 *
 * <pre>{@code
 * y_1 = layer_1(xs)        y_k = layer_k(dropout(y_(k−1)))        outputs = y_K
 * }</pre>
 *
 * <p>Dropout acts between layers, not along time and not on the outputs of the top layer, as in
 * PyTorch; Zaremba, Sutskever and Vinyals, "Recurrent neural network regularization", 2014. It acts
 * while the network is {@link #training}, which it is at first.
 *
 * @param <S> the state of each layer
 */
public final class Stacked<S extends State<S>> implements Layer<Levels<S>> {
  private final List<Layer<S>> layers;
  private final Dropout dropout;
  private final RandomGenerator rng;
  private final Levels<S> one; // a state for one sequence
  private boolean training = true;
  private final List<Optional<Matrix>> masks = new ArrayList<>(); // above each layer but the top

  /** Layers from the lowest to the top, without dropout. */
  public Stacked(List<? extends Layer<S>> layers) {
    this(layers, new Dropout(0), new SplittableRandom(0));
  }

  /**
   * Layers from the lowest to the top.
   *
   * @param dropout between each two of them
   * @param rng decides what is dropped
   */
  public Stacked(List<? extends Layer<S>> layers, Dropout dropout, RandomGenerator rng) {
    this.layers = List.copyOf(layers);
    this.dropout = dropout;
    this.rng = rng;
    if (layers.isEmpty())
      throw new IllegalArgumentException("Stacked: expected at least one layer, got none");
    for (int k = 1; k < layers.size(); k++) {
      if (layers.subList(0, k).contains(layers.get(k)))
        throw new IllegalArgumentException(
            "Stacked: layer %d stands lower down already; a layer keeps one pass only"
                .formatted(k));
      if (layers.get(k).inputSize() != layers.get(k - 1).hiddenSize())
        throw new IllegalArgumentException(
            "Stacked: layer %d reads %d features, the one below gives %d"
                .formatted(k, layers.get(k).inputSize(), layers.get(k - 1).hiddenSize()));
    }
    one = zeroState(1);
  }

  /** Whether to drop: true to learn, false to be used or judged. */
  public Stacked<S> training(boolean on) {
    training = on;
    return this;
  }

  @Override
  public Sequence forward(Sequence xs, Levels<S> initial) {
    Checks.forward(xs, initial, inputSize(), one);
    masks.clear();
    Sequence y = xs;
    for (int k = 0; k < layers.size(); k++) {
      y = layers.get(k).forward(k == 0 ? y : drop(y), initial.states().get(k));
    }
    return y;
  }

  private Sequence drop(Sequence y) {
    Optional<Matrix> mask = Optional.empty();
    if (training && dropout.rate() > 0)
      mask = Optional.of(dropout.mask(y.flat().rows(), y.features(), rng));
    masks.add(mask);
    return dropped(y, mask);
  }

  /** The same in both directions of the pass. */
  private static Sequence dropped(Sequence y, Optional<Matrix> mask) {
    return mask.isEmpty() ? y : y.withFlat(y.flat().hadamard(mask.get()));
  }

  @Override
  public Sequence backward(Sequence dh, Levels<S> dLast) {
    Sequence shape = outputs();
    Checks.backward(dh, dLast, shape, one);
    Sequence dy = dh;
    for (int k = layers.size() - 1; k >= 0; k--) {
      dy = layers.get(k).backward(dy, dLast.states().get(k));
      if (k > 0) dy = dropped(dy, masks.get(k - 1));
    }
    return dy;
  }

  @Override
  public Sequence outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  @Override
  public Levels<S> last() {
    return new Levels<>(layers.stream().map(Layer::last).toList());
  }

  @Override
  public Levels<S> dInitial() {
    return new Levels<>(layers.stream().map(Layer::dInitial).toList());
  }

  @Override
  public Levels<S> zeroState(int batch) {
    return new Levels<>(layers.stream().map(layer -> layer.zeroState(batch)).toList());
  }

  /** Of the lowest layer first. */
  @Override
  public List<Parameter> parameters() {
    return Parameter.distinct(
        layers.stream().flatMap(layer -> layer.parameters().stream()).toList());
  }

  @Override
  public int inputSize() {
    return layers.get(0).inputSize();
  }

  /** H of the top layer. */
  @Override
  public int hiddenSize() {
    return layers.get(layers.size() - 1).hiddenSize();
  }
}
