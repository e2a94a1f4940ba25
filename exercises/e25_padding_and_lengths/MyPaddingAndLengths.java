package e25_padding_and_lengths;

import unrolled.matrix.Matrix;

/** Your network that knows where each row ends. The statement is in README.md, beside this file. */
public final class MyPaddingAndLengths implements PaddingAndLengths {
  @Override
  public Read forward(Matrix[] xs, int[] lengths, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    // TODO: at each step, rows that go on take the step of e05; a row that has ended keeps its
    //       state, and its output is 0. Then delete the next line.
    throw new UnsupportedOperationException("e25: not written yet");
  }
}
