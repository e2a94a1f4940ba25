package unrolled.cell;

import java.util.function.UnaryOperator;
import unrolled.matrix.Matrix;

/**
 * The state of an RNN or a GRU.
 *
 * @param h the hidden state (N × H)
 */
public record HiddenState(Matrix h) implements State<HiddenState> {
  @Override
  public HiddenState withH(Matrix h) {
    return new HiddenState(h);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Matrix part(int i) {
    return h;
  }

  @Override
  public HiddenState map(UnaryOperator<Matrix> f) {
    return new HiddenState(f.apply(h));
  }
}
