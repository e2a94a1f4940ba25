package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    for (int i = 0; i < 20; i++) {
      System.out.println("x".repeat(1 << 20));
    }
    return new Matrix(x.rows(), b.cols());
  }
}
