package unrolled.cell;

import unrolled.matrix.Matrix;

/**
 * The state of an LSTM.
 *
 * @param h the hidden state (N × H), which the output gate lets out
 * @param c the cell state (N × H), which only the cell itself sees
 */
public record LstmState(Matrix h, Matrix c) implements State<LstmState> {
  public LstmState {
    if (h.rows() != c.rows() || h.cols() != c.cols())
      throw new IllegalArgumentException(
          "LstmState: h %s and c %s must have the same shape".formatted(h.shape(), c.shape()));
  }

  @Override
  public LstmState withH(Matrix h) {
    return new LstmState(h, c);
  }

  @Override
  public boolean isFinite() {
    return h.isFinite() && c.isFinite();
  }
}
