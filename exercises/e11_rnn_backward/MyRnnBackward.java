package e11_rnn_backward;

import unrolled.matrix.Matrix;

/** Your backward pass over a sequence. The statement is in README.md, beside this file. */
public final class MyRnnBackward implements RnnBackward {
  @Override
  public Gradients backward(
      Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
    // TODO: from the last step to the first, ds = dhs[t] + dz of the step after · Whᵀ, and
    //       dz = ds ⊙ (1 − hs[t]²); add up the gradients of the weights, then
    //       return new Gradients(dxs, dh0, dWx, dWh, db). Delete the next line.
    throw new UnsupportedOperationException("e11: not written yet");
  }
}
