package unrolled.layer;

import java.util.List;
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
 * backward pass needs a forward pass before it, the input must not be changed between the two, and
 * two threads must not share a layer. States are copies, and may be kept and handed on.
 *
 * <p>The sequences that a layer returns may be its own storage, so that training need not allocate.
 * The outputs stay as they are until its next forward pass, dx until its next backward pass; then
 * others stand there, or, after a batch of another shape, they are left to the caller. Whoever
 * wants them for longer copies {@code flat()}.
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
   * Backpropagation through time. Adds to the gradients of the parameters and returns dx.
   *
   * @param dh the gradient with respect to the output of each step (T × N × H)
   * @param dLast the gradient with respect to the last state, from whatever read it
   */
  Sequence backward(Sequence dh, S dLast);

  /** Backward, where the loss sees the outputs only. */
  default Sequence backward(Sequence dh) {
    return backward(dh, zeroState(dh.batch()));
  }

  /** Backward, where the loss sees the last state only: h after the last step, for a classifier. */
  default Sequence backward(S dLast) {
    Sequence h = outputs();
    return backward(h.withFlat(new Matrix(h.flat().rows(), h.features())), dLast);
  }

  /** What the last forward pass returned. */
  Sequence outputs();

  /** The gradient with respect to the initial state, found by the last backward pass. */
  S dInitial();

  /**
   * Whether to drop: true to learn, false to be used or judged. A layer hands it on to the layers
   * inside it; one that drops nothing does nothing.
   */
  default Layer<S> training(boolean on) {
    return this;
  }

  /** The state before anything was read: all zeros, for {@code batch} sequences. */
  S zeroState(int batch);

  List<Parameter> parameters();

  /** D, the number of features of an input. */
  int inputSize();

  /** H, the number of features of an output. */
  int hiddenSize();
}
