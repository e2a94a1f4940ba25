package unrolled.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.cell.State;
import unrolled.layer.Dropping;
import unrolled.layer.Layer;
import unrolled.layer.Names;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;

/**
 * The layers of a {@link Model}, each above the one that it reads.
 *
 * <pre>{@code
 * h = layer_K(… dropout(layer_1(dropout(x))))       x (T × N × D), h (T × N × H)
 * }</pre>
 */
final class Body {
  private final List<BodyLayer<?>> levels = new ArrayList<>();
  private boolean failed; // the last pass, somewhere on its way up

  /** Over {@code layers}, of which the lowest reads {@code features} numbers. */
  Body(int features, List<? extends Layer<?>> layers) {
    int width = features;
    for (Layer<?> layer : layers) {
      if (layer.inputSize() != width) {
        throw new IllegalArgumentException(
            "Model: layer %d reads %d features, below it there are %d"
                .formatted(levels.size(), layer.inputSize(), width));
      }
      levels.add(new BodyLayer<>(layer));
      width = layer.hiddenSize();
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("Model: expected at least one layer, got none");
    }
    Layer.requireDistinct("Model", layers);
  }

  /** Below the lowest layer, and below each of the others. */
  void dropout(Dropout before, Dropout between, RandomGenerator rng) {
    if (between.rate() > 0 && levels.size() == 1) {
      throw new IllegalArgumentException(
          "dropout: %s between two layers, but this model has one; expected 0 there. A Stacked is one layer, and takes a dropout of its own."
              .formatted(between.rate()));
    }
    for (int k = 0; k < levels.size(); k++) {
      levels.get(k).dropout(k == 0 ? before : between, rng);
    }
  }

  /**
   * Reads {@code x}.
   *
   * @param initial null for zeros
   */
  Sequence forward(Sequence x, States initial, Mode mode) {
    if (initial != null && initial.levels().size() != levels.size()) {
      throw new IllegalArgumentException(
          "Model: expected the states of %d layers, got those of %d"
              .formatted(levels.size(), initial.levels().size()));
    }
    for (int k = 0; k < levels.size() && initial != null; k++) {
      State<?> state = initial.levels().get(k);
      if (levels.get(k).readsAhead && !isStart(state)) {
        throw nothingGoesOn(k);
      }
      levels.get(k).require(state, x.batch());
    }
    failed = true;
    Sequence y = x;
    for (int k = 0; k < levels.size(); k++) {
      State<?> state = initial == null ? null : initial.levels().get(k);
      y = read(k, y, state, mode);
      if (mode == Mode.LEARN && !y.flat().isFinite()) {
        throw grown(k);
      }
    }
    failed = false;
    return y;
  }

  private static ArithmeticException grown(int k) {
    return new ArithmeticException(
        "the outputs of layer%d are not finite: its weights have grown too large".formatted(k));
  }

  private Sequence read(int k, Sequence y, State<?> state, Mode mode) {
    try {
      return levels.get(k).forward(y, state, mode);
    } catch (IllegalArgumentException e) {
      // The fault is not in what was given, but in the layer below.
      throw k > 0 && !y.flat().isFinite() ? grown(k - 1) : e;
    } catch (ArithmeticException e) {
      throw new ArithmeticException("layer%d: %s".formatted(k, e.getMessage()));
    }
  }

  /** The gradient of x, from that of the outputs. */
  Sequence backward(Sequence dh) {
    return backwardBelow(top().backward(dh));
  }

  /** The same, where the answer was read off the last state too: dLast is (N × H). */
  Sequence backward(Sequence dh, Matrix dLast) {
    return backwardBelow(top().backward(dh, dLast));
  }

  private Sequence backwardBelow(Sequence dTop) {
    Sequence dy = dTop;
    for (int k = levels.size() - 1; k >= 0; k--) {
      if (!dy.flat().isFinite()) {
        throw new ArithmeticException(
            "the gradient that layer%d passes down is not finite: training diverged".formatted(k));
      }
      if (k > 0) {
        dy = levels.get(k - 1).backward(dy);
      }
    }
    return dy;
  }

  /** Refuses to go on from a state where a layer reads from the end, which is yet to come. */
  void requireGoesOn() {
    for (int k = 0; k < levels.size(); k++) {
      if (levels.get(k).readsAhead) {
        throw nothingGoesOn(k);
      }
    }
  }

  private static IllegalArgumentException nothingGoesOn(int k) {
    return new IllegalArgumentException(
        ("Model: layer%d reads in both directions, so nothing can go on from its state: it has"
                + " read from the end of a sequence whose end is yet to come; expected layers"
                + " that read forward only")
            .formatted(k));
  }

  /** Whether nothing was read yet. */
  private static boolean isStart(State<?> state) {
    return state.parts().stream().allMatch(part -> part.norm() == 0);
  }

  /** Refuses a layer that drops by itself, with a generator other than {@code rng}. */
  void requireDropsWith(RandomGenerator rng) {
    for (int k = 0; k < levels.size(); k++) {
      if (dropsBeside(levels.get(k).layer, rng)) {
        throw new IllegalArgumentException(
            ("checkpoint: layer%d drops with a generator of its own, whose state is not saved;"
                    + " give it the model's generator, or use Model.dropout")
                .formatted(k));
      }
    }
  }

  static boolean dropsBeside(Layer<?> layer, RandomGenerator rng) {
    return layer instanceof Dropping<?> dropping && dropping.drawsBeside(rng)
        || layer.children().stream().anyMatch(child -> dropsBeside(child, rng));
  }

  /** Before anything was read, for {@code batch} sequences. */
  States start(int batch) {
    return new States(levels.stream().<State<?>>map(level -> level.start(batch)).toList());
  }

  /** After what was read last. */
  States last() {
    if (failed) {
      throw new IllegalStateException(
          "last: the last pass failed in one of the layers; expected one that came to its end");
    }
    levels.forEach(BodyLayer::requireUndisturbed);
    return new States(levels.stream().<State<?>>map(BodyLayer::last).toList());
  }

  /** The outputs of the top layer in the last pass. */
  Sequence outputs() {
    return top().outputs();
  }

  /** Writes h after the last step (N × H) to {@code to}. */
  void lastH(Matrix to) {
    top().layer.lastH(to, 0);
  }

  int hiddenSize() {
    return top().layer.hiddenSize();
  }

  private BodyLayer<?> top() {
    return levels.get(levels.size() - 1);
  }

  /** Names the parameters {@code layer0.Wx}, {@code layer1.backward.Wh} and so on. */
  void name(Names names) {
    for (int k = 0; k < levels.size(); k++) {
      names.layer("layer" + k + ".", levels.get(k).layer);
    }
  }
}
