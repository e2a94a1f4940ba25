package unrolled.cell;

import unrolled.matrix.Matrix;

/**
 * The state of an LSTM.
 *
 * @param h the hidden state (N × H), which the output gate lets out
 * @param c the cell state (N × H), which only the cell itself sees
 */
public record LstmState(Matrix h, Matrix c) implements State<LstmState> {
  @Override
  public LstmState withH(Matrix h) {
    return new LstmState(h, c);
  }
}
