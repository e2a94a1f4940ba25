package e05_rnn_step.variants;

import e05_rnn_step.RnnStep;
import unrolled.matrix.Matrix;

/** The step without a matrix product: one unit of one example at a time, the bias first. */
public final class PlainLoops implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix h = new Matrix(x.rows(), Wh.cols());
    for (int n = 0; n < x.rows(); n++) {
      for (int j = 0; j < Wh.cols(); j++) {
        double z = b.get(0, j);
        for (int k = 0; k < hPrev.cols(); k++) {
          z += hPrev.get(n, k) * Wh.get(k, j);
        }
        for (int k = 0; k < x.cols(); k++) {
          z += x.get(n, k) * Wx.get(k, j);
        }
        h.set(n, j, Math.tanh(z));
      }
    }
    return h;
  }
}
