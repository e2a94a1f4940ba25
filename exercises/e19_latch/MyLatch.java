package e19_latch;

import unrolled.matrix.Matrix;

/** Your weights. The statement is in README.md, beside this file. */
public final class MyLatch implements Latch {
  @Override
  public Weights weights(double gain) {
    // TODO: Wx (2 × 4), Wh (1 × 4) and b (1 × 4), columns in the order i f g o:
    //       return new Weights(Wx, Wh, b). Delete the next line.
    throw new UnsupportedOperationException("e19: not written yet");
  }
}
