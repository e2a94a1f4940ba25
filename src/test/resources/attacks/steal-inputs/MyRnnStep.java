package e05_rnn_step;

import java.util.Arrays;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    System.out.println("input " + Arrays.toString(x.data()));
    throw new IllegalStateException("input " + Arrays.toString(x.data()));
  }
}
