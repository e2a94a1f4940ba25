package unrolled.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import unrolled.cell.State;
import unrolled.layer.BothWays;
import unrolled.layer.Dropping;
import unrolled.layer.Layer;
import unrolled.layer.Levels;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;
import unrolled.nn.Dropout;

/** A layer of a {@link Model}, with dropout below it. */
final class BodyLayer<S extends State<S>> {
  final Layer<S> layer;
  final boolean readsAhead;
  private final S one; // a state for one sequence
  private Layer<S> dropping; // the layer with dropout below it; itself, if there is none
  private Layer<S> used; // of these two, in the last pass
  private Sequence outputs;
  private final List<S> dLasts = new ArrayList<>(); // one for each size of a batch that was seen

  BodyLayer(Layer<S> layer) {
    this.layer = layer;
    readsAhead = layer.readsAhead();
    one = layer.zeroState(1);
    dropping = layer;
    used = layer;
  }

  void dropout(Dropout below, RandomGenerator rng) {
    dropping = below.rate() > 0 ? new Dropping<>(layer, below, new Dropout(0), rng) : layer;
  }

  /**
   * Reads {@code xs}.
   *
   * @param initial a state that this layer has returned; null for zeros
   */
  @SuppressWarnings("unchecked") // see require
  Sequence forward(Sequence xs, State<?> initial, Mode mode) {
    used = mode == Mode.LEARN ? dropping : layer;
    used.training(mode != Mode.USE);
    if (initial == null) {
      outputs = used.forward(xs);
      return outputs;
    }
    outputs = used.forward(xs, (S) initial);
    return outputs;
  }

  /** Refuses a state that is not one of this layer's, for so many sequences. */
  void require(State<?> state, int batch) {
    if (state == null || state.getClass() != one.getClass()) {
      throw new IllegalArgumentException(
          "expected a state of the kind %s, got %s"
              .formatted(
                  one.getClass().getSimpleName(),
                  state == null ? "null" : state.getClass().getSimpleName()));
    }
    boolean fits = state.size() == one.size();
    for (int i = 0; fits && i < one.size(); i++) {
      fits = state.part(i).rows() == batch && state.part(i).cols() == one.part(i).cols();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "expected a state of %s, got one of %s"
              .formatted(shapes(layer.zeroState(batch)), shapes(state)));
    }
  }

  private static String shapes(State<?> state) {
    return state.parts().stream().map(Matrix::shape).collect(Collectors.joining(" and "));
  }

  /** The gradient of what it read, where {@code dy} is that of its outputs. */
  Sequence backward(Sequence dy) {
    return used.backward(dy);
  }

  /** The same, where the answer was read off its last state too: dLast is (N × H). */
  Sequence backward(Sequence dy, Matrix dLast) {
    return used.backward(dy, lastState(dLast));
  }

  private S lastState(Matrix h) {
    while (dLasts.size() <= h.rows()) {
      dLasts.add(null);
    }
    if (dLasts.get(h.rows()) == null) {
      dLasts.set(h.rows(), layer.zeroState(h.rows()));
    }
    S kept = dLasts.get(h.rows());
    return put(kept, h, 0) == h.cols() ? kept : layer.zeroState(h.rows()).withH(h);
  }

  /** Overwrites the hidden state by columns of h; returns the column after, -1 if it cannot. */
  private static int put(State<?> state, Matrix h, int at) {
    if (state instanceof BothWays<?> both) {
      int middle = put(both.forward(), h, at);
      return middle < 0 ? -1 : put(both.backward(), h, middle);
    }
    if (state instanceof Levels<?> levels) {
      return put(levels.top(), h, at);
    }
    Matrix to = state.h();
    if (to != state.h()) {
      return -1; // made for the caller
    }
    for (int n = 0; n < to.rows(); n++) {
      System.arraycopy(h.storage(), n * h.cols() + at, to.storage(), n * to.cols(), to.cols());
    }
    return at + to.cols();
  }

  Sequence outputs() {
    return outputs;
  }

  State<?> start(int batch) {
    return layer.zeroState(batch);
  }

  /** Refuses if the layer, which another model may have too, has read something else since. */
  void requireUndisturbed() {
    if (outputs != null) {
      outputs.flat(); // which is lent until the layer's next pass
    }
  }

  State<?> last() {
    return layer.last();
  }
}
