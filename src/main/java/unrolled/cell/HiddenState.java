package unrolled.cell;

import java.util.List;
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
  public List<Matrix> parts() {
    return List.of(h);
  }

  @Override
  public HiddenState map(UnaryOperator<Matrix> f) {
    return new HiddenState(f.apply(h));
  }
}
