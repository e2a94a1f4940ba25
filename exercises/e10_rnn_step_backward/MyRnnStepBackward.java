package e10_rnn_step_backward;

import unrolled.matrix.Matrix;

/** Your backward pass of one step. The statement is in README.md, beside this file. */
public final class MyRnnStepBackward implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    // TODO: dz = dh ⊙ (1 − h²), then five gradients from dz:
    //       return new Gradients(dx, dhPrev, dWx, dWh, db). Delete the next line.
    throw new UnsupportedOperationException("e10: not written yet");
  }
}
