package e15_truncated_bptt;

import unrolled.matrix.Matrix;

/** One loop over all steps; what comes back is put to zero at the end of each chunk. */
public final class MyTruncatedBptt implements TruncatedBptt {
  @Override
  public Gradients backward(
      Matrix[] dhs,
      Matrix[] xs,
      Matrix h0,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix[] hs,
      int chunk) {
    Matrix[] dxs = new Matrix[xs.length];
    Matrix dWx = new Matrix(Wx.rows(), Wx.cols());
    Matrix dWh = new Matrix(Wh.rows(), Wh.cols());
    Matrix db = new Matrix(1, b.cols());
    Matrix dz = null;
    for (int t = xs.length - 1; t >= 0; t--) {
      boolean isLastOfChunk = t == xs.length - 1 || (t + 1) % chunk == 0;
      Matrix ds = isLastOfChunk ? dhs[t] : dhs[t].plus(dz.matmul(Wh.transpose()));
      dz = ds.hadamard(hs[t].map(v -> 1 - v * v));
      dxs[t] = dz.matmul(Wx.transpose());
      dWx = dWx.plus(xs[t].transpose().matmul(dz));
      dWh = dWh.plus((t == 0 ? h0 : hs[t - 1]).transpose().matmul(dz));
      db = db.plus(dz.sumRows());
    }
    return new Gradients(dxs, dWx, dWh, db);
  }
}
