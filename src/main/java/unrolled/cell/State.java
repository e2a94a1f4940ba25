package unrolled.cell;

import java.util.List;
import java.util.function.UnaryOperator;
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

  /** Every matrix of the state; each has one row for each sequence. */
  List<Matrix> parts();

  /** The state whose parts are {@code f} of the parts of this one, taken in the same order. */
  S map(UnaryOperator<Matrix> f);

  /** Whether every entry of every part is a number. */
  default boolean isFinite() {
    return parts().stream().allMatch(Matrix::isFinite);
  }
}
