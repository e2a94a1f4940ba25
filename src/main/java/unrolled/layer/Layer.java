package unrolled.layer;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * A recurrent network over whole sequences.
 *
 * <pre>{@code
 * forward    xs (T × N × D), s_0           →  h_1 … h_T (T × N × H), last()
 * backward   dh_1 … dh_T, dLast            →  dx (T × N × D), dInitial()
 * }</pre>
 *
 * <p>The first step of sequence n is step 0, the last the one before its length. Padding behind it
 * is not read, neither of the input nor of a gradient that comes in; outputs and dx are 0 there.
 *
 * <p>A layer keeps what its last forward pass computed, for the backward pass to use. So each
 * backward pass needs a forward pass of its own before it, neither the input nor the weights may be
 * changed between the two, and two threads must not share a layer. (A changed weight is not
 * noticed: the gradient would be of neither.) States are copies, and may be kept and handed on.
 *
 * <p>One rule holds for the sequences that any layer returns: they are lent. The outputs may be
 * read until its next forward pass, dx until its next backward pass; later they are refused with an
 * {@link IllegalStateException}, except after exactly 1,021 passes of training or a multiple of
 * that, when the same object is lent again. {@link Sequence#copy} keeps them for longer.
 *
 * <p>A backward pass belongs to the last forward pass. A gradient that is made of outputs, by
 * {@link Sequence#withFlat}, knows its pass, and is refused if that was an earlier one. Any other
 * gradient is refused if more than one forward pass of training came before it. So call {@link
 * #training training(false)} before passes that only read, as for validation.
 *
 * @param <S> the state that goes in before the first step and comes out after the last
 */
public interface Layer<S extends State<S>> {
  /** Reads {@code xs} (T × N × D) from the state {@code initial}; returns h_t for every step. */
  Sequence forward(Sequence xs, S initial);

  /** Reads {@code xs} (T × N × D), starting from zeros. */
  default Sequence forward(Sequence xs) {
    return forward(xs, zeroState(xs.batch()));
  }

  /** The state after the last real step of each sequence. {@code last().h()} is (N × H). */
  S last();

  /**
   * Writes {@code last().h()} (N × H) to columns {@code at} to {@code at} + H − 1 of {@code to}:
   * for a step that allocates nothing.
   */
  default void lastH(Matrix to, int at) {
    Matrix h = last().h();
    Checks.room(to, at, h.rows(), h.cols());
    for (int n = 0; n < h.rows(); n++) {
      System.arraycopy(h.storage(), n * h.cols(), to.storage(), n * to.cols() + at, h.cols());
    }
  }

  /**
   * Backpropagation through time. Adds to the gradients of the parameters and returns dx.
   *
   * @param dh the gradient with respect to the output of each step (T × N × H); null for zeros
   * @param dLast the gradient with respect to the last state, from whatever read it; null for zeros
   */
  Sequence backward(Sequence dh, S dLast);

  /** Backward, where the loss sees the outputs only. */
  default Sequence backward(Sequence dh) {
    return backward(dh, zeroState(dh.batch()));
  }

  /** Backward, where the loss sees the last state only: h after the last step, for a classifier. */
  Sequence backward(S dLast);

  /**
   * Says what the forward passes to come are for: true to learn from them, as at first; false to
   * use or judge the network: nothing is dropped, and no backward pass follows.
   */
  Layer<S> training(boolean on);

  /** Whether forward passes are there to learn from. */
  boolean isTraining();

  /**
   * Whether the output of a step depends on later steps. Then the layer cannot write: it would have
   * to read what it is to say.
   */
  default boolean readsAhead() {
    return false;
  }

  /** What the last forward pass returned. */
  Sequence outputs();

  /** The gradient with respect to the initial state, found by the last backward pass. */
  S dInitial();

  /** The state before anything was read: all zeros, for {@code batch} sequences. */
  S zeroState(int batch);

  List<Parameter> parameters();

  /**
   * The layers that this one is made of: from the lowest to the top, or the forward direction and
   * then the backward one. None, if it computes by itself.
   */
  default List<Layer<?>> children() {
    return List.of();
  }

  /**
   * Refuses layers of which one stands in two places, be it inside another: it keeps one pass only.
   *
   * @param who what the message begins with
   */
  static void requireDistinct(String who, List<? extends Layer<?>> layers) {
    Set<Layer<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Layer<?>> open = new ArrayDeque<>(layers);
    while (!open.isEmpty()) {
      Layer<?> layer = open.pop();
      if (!seen.add(layer)) {
        throw new IllegalArgumentException(
            "%s: %s stands in two places, and a layer keeps one pass only; expected a second layer, which may be over the same cell, such as new Lstm(cell)"
                .formatted(who, layer));
      }
      open.addAll(layer.children());
    }
  }

  /** D, the number of features of an input. */
  int inputSize();

  /** H, the number of features of an output. */
  int hiddenSize();
}
