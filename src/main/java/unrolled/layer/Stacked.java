package unrolled.layer;

import java.util.ArrayList;
import java.util.List;
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
 * while the network is {@link #training}, which it is at first. For dropout below the lowest layer
 * or above the top one, put that layer into a {@link Dropping}.
 *
 * @param <S> the state of each layer
 */
public final class Stacked<S extends State<S>> extends PassLayer<Levels<S>> {
  private final List<Layer<S>> layers; // all but the lowest with dropout before them
  private final Levels<S> one; // a state for one sequence
  private final List<Sequence> ys = new ArrayList<>(); // outputs of each layer
  private final Sequence dTop = Sequence.toLend();

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
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Stacked: expected at least one layer, got none");
    }
    for (int k = 1; k < layers.size(); k++) {
      if (layers.get(k).inputSize() != layers.get(k - 1).hiddenSize()) {
        throw new IllegalArgumentException(
            "Stacked: layer %d reads %d features, the one below gives %d"
                .formatted(k, layers.get(k).inputSize(), layers.get(k - 1).hiddenSize()));
      }
    }
    Layer.requireDistinct("Stacked", layers);
    this.layers = new ArrayList<>();
    for (Layer<S> layer : layers) {
      boolean drops = dropout.rate() > 0 && !this.layers.isEmpty();
      this.layers.add(drops ? new Dropping<>(layer, dropout, new Dropout(0), rng) : layer);
    }
    for (int k = 0; k < layers.size(); k++) {
      ys.add(Sequence.toLend());
    }
    one = zeroState(1);
    training(true);
  }

  @Override
  public Stacked<S> training(boolean on) {
    for (int k = 0; k < layers.size(); k++) { // at each step of training, so without an iterator
      layers.get(k).training(on);
    }
    super.training(on);
    return this;
  }

  @Override
  public boolean readsAhead() {
    return layers.stream().anyMatch(Layer::readsAhead);
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, Levels<S> initial) {
    Checks.forward(xs, initial, inputSize(), one);
    passes.enter();
    try {
      return pass(xs, initial);
    } finally {
      passes.leave();
    }
  }

  private Sequence pass(Sequence xs, Levels<S> initial) {
    requireRoom(xs);
    reserve(xs);
    passes.begin(xs);
    Sequence y = xs;
    for (int k = 0; k < layers.size(); k++) {
      S state = initial == null ? null : initial.states().get(k);
      y = read(k, y, state);
      ys.get(k).show(y.flat(), y);
    }
    return passes.end(y);
  }

  private Sequence read(int k, Sequence y, S state) {
    try {
      return KeptPass.forward(layers.get(k), y, state);
    } catch (IllegalArgumentException e) {
      if (k > 0 && !y.flat().isFinite()) {
        throw new ArithmeticException(
            "the outputs of layer %d of the stack are not finite: its weights have grown too large"
                .formatted(k - 1));
      }
      throw e;
    }
  }

  @Override
  public void requireRoom(Sequence xs) {
    for (int k = 0; k < layers.size(); k++) {
      KeptPass.requireRoom(layers.get(k), xs);
    }
  }

  @Override
  public void reserve(Sequence xs) {
    for (int k = 0; k < layers.size(); k++) {
      KeptPass.reserve(layers.get(k), xs);
    }
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(Levels<S> dLast) {
    return backward(null, dLast);
  }

  @Override
  public Sequence backward(Sequence dh, Levels<S> dLast) {
    requireBackward(dh);
    Sequence top = passes.outputs("backward");
    Checks.backward(dh, dLast, top, one);
    passes.answer();
    Sequence dy = dh == null ? null : dTop.show(dh.flat(), top);
    for (int k = layers.size() - 1; k >= 0; k--) {
      S dState = dLast == null ? null : dLast.states().get(k);
      dy = KeptPass.backward(layers.get(k), dy, dState);
    }
    passes.wentBack();
    return dy;
  }

  @Override
  public void requireBackward(Sequence dh) {
    super.requireBackward(dh);
    for (int k = 0; k < layers.size(); k++) {
      KeptPass.requireBackward(layers.get(k), ys.get(k));
    }
  }

  /** Refuses if one of the layers has read something else by itself since. */
  private void requireUndisturbed() {
    for (int k = 0; k < layers.size(); k++) {
      Passes.requireAt(layers.get(k), ys.get(k));
    }
  }

  @Override
  public Levels<S> last() {
    passes.outputs("last");
    requireUndisturbed();
    return new Levels<>(layers.stream().map(Layer::last).toList());
  }

  @Override
  public void lastH(Matrix to, int at) {
    passes.outputs("last");
    requireUndisturbed();
    layers.get(layers.size() - 1).lastH(to, at);
  }

  @Override
  public Levels<S> dInitial() {
    passes.requireBack();
    requireUndisturbed();
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
  public List<Layer<?>> children() {
    return List.copyOf(layers);
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
