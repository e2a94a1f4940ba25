package e10_rnn_step_backward;

import unrolled.matrix.Matrix;

/** The backward pass as the equations have it. */
public final class MyRnnStepBackward implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
    Matrix dx = dz.matmul(Wx.transpose());
    Matrix dhPrev = dz.matmul(Wh.transpose());
    Matrix dWx = x.transpose().matmul(dz);
    Matrix dWh = hPrev.transpose().matmul(dz);
    Matrix db = dz.sumRows();
    return new Gradients(dx, dhPrev, dWx, dWh, db);
  }
}
