package unrolled.cell;

import unrolled.matrix.Matrix;

/**
 * What a cell hands on from one time step to the next. The same type carries the gradient with
 * respect to a state on the way back.
 *
 * @param <S> the state's own type
 */
public interface State<S> {
  /** The hidden state (N × H): the part that the layers above see. */
  Matrix h();

  /** This state with {@code h} in place of its hidden state. */
  S withH(Matrix h);

  /** Whether every entry of every part is a number. A state with more parts than h says so here. */
  default boolean isFinite() {
    return h().isFinite();
  }
}
