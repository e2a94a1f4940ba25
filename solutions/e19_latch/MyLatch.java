package e19_latch;

import unrolled.matrix.Matrix;

/** Set opens i and shuts f, reset shuts f. */
public final class MyLatch implements Latch {
  @Override
  public Weights weights(double gain) {
    double[][] Wx = {{2 * gain, -2 * gain, 0, 0}, {0, -2 * gain, 0, 0}};
    return new Weights(Matrix.of(Wx), new Matrix(1, 4), Matrix.row(-gain, gain, gain, gain));
  }
}
