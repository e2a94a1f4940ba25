package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep extends MyRnnStep249 implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return new Matrix(x.rows(), b.cols());
  }
}

class MyRnnStep0 {}
