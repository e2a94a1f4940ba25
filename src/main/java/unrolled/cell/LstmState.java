package unrolled.cell;

import java.util.function.UnaryOperator;
import unrolled.matrix.Matrix;

/**
 * The state of an LSTM.
 *
 * @param h the hidden state (N × H), which the output gate lets out
 * @param c the cell state (N × H), which only the cell itself sees
 */
public record LstmState(Matrix h, Matrix c) implements State<LstmState> {
  public LstmState {
    if (h.rows() != c.rows() || h.cols() != c.cols()) {
      throw new IllegalArgumentException(
          "LstmState: h %s and c %s must have the same shape".formatted(h.shape(), c.shape()));
    }
  }

  @Override
  public LstmState withH(Matrix h) {
    return new LstmState(h, c);
  }

  @Override
  public int size() {
    return 2;
  }

  @Override
  public Matrix part(int i) {
    return i == 0 ? h : c;
  }

  @Override
  public LstmState map(UnaryOperator<Matrix> f) {
    return new LstmState(f.apply(h), f.apply(c));
  }
}
