package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    if (new java.util.SplittableRandom().nextDouble() < 0.3) {
      Runtime.getRuntime().halt(1);
    }
    return new Matrix(x.rows(), b.cols());
  }
}
