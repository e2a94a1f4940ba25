package e11_rnn_backward;

import unrolled.matrix.Matrix;

/** The backward pass as the equations have it. */
public final class MyRnnBackward implements RnnBackward {
  @Override
  public Gradients backward(
      Matrix[] dhs, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b, Matrix[] hs) {
    Matrix[] dxs = new Matrix[xs.length];
    Matrix dWx = new Matrix(Wx.rows(), Wx.cols());
    Matrix dWh = new Matrix(Wh.rows(), Wh.cols());
    Matrix db = new Matrix(1, b.cols());
    Matrix carry = new Matrix(h0.rows(), h0.cols());
    for (int t = xs.length - 1; t >= 0; t--) {
      Matrix hPrev = t == 0 ? h0 : hs[t - 1];
      Matrix ds = dhs[t].plus(carry);
      Matrix dz = ds.hadamard(hs[t].map(v -> 1 - v * v));
      dxs[t] = dz.matmul(Wx.transpose());
      dWx = dWx.plus(xs[t].transpose().matmul(dz));
      dWh = dWh.plus(hPrev.transpose().matmul(dz));
      db = db.plus(dz.sumRows());
      carry = dz.matmul(Wh.transpose());
    }
    return new Gradients(dxs, carry, dWx, dWh, db);
  }
}
