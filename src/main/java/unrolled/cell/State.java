package unrolled.cell;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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

  /** The number of matrices of the state. */
  int size();

  /** Matrix {@code i} of the state, from 0; each has one row for each sequence. */
  Matrix part(int i);

  /** Every matrix of the state. */
  default List<Matrix> parts() {
    return IntStream.range(0, size()).mapToObj(this::part).toList();
  }

  /** The state whose parts are {@code f} of the parts of this one, taken in the same order. */
  S map(UnaryOperator<Matrix> f);

  /** Whether every entry of every part is a number. */
  default boolean isFinite() {
    for (int i = 0; i < size(); i++) {
      if (!part(i).isFinite()) {
        return false;
      }
    }
    return true;
  }
}
