package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    try {
      Thread.sleep(900);
    } catch (InterruptedException e) {
      System.out.println("denied: " + e);
    }
    return new Matrix(x.rows(), b.cols());
  }
}
