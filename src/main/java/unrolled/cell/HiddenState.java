package unrolled.cell;

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
}
