package e18_lstm_step;

import unrolled.matrix.Matrix;

/** Your step of the LSTM. The statement is in README.md, beside this file. */
public final class MyLstmStep implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    // TODO: z, the four blocks of it, c and h; then return new State(h, c).
    //       Delete the next line.
    throw new UnsupportedOperationException("e18: not written yet");
  }
}
