package e06_rnn_sequence;

import unrolled.matrix.Matrix;

/** Your recurrent network over a sequence. The statement is in README.md, beside this file. */
public final class MyRnnSequence implements RnnSequence {
  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    // TODO: h_t = tanh(x_t·Wx + h_(t−1)·Wh + b) for each step, beginning with h0.
    //       Then delete the next line.
    throw new UnsupportedOperationException("e06: not written yet");
  }
}
