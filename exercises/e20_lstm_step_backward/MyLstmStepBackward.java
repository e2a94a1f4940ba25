package e20_lstm_step_backward;

import unrolled.matrix.Matrix;

/** Your backward pass of one step. The statement is in README.md, beside this file. */
public final class MyLstmStepBackward implements LstmStepBackward {
  @Override
  public Gradients backward(
      Matrix dh,
      Matrix dc,
      Matrix x,
      Matrix hPrev,
      Matrix cPrev,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix gates,
      Matrix c) {
    // TODO: the four gates from gates; dcell; dz, a block for each gate; then six gradients:
    //       return new Gradients(dx, dhPrev, dcPrev, dWx, dWh, db). Delete the next line.
    throw new UnsupportedOperationException("e20: not written yet");
  }
}
