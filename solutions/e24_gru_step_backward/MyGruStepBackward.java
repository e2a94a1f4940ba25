package e24_gru_step_backward;

import unrolled.matrix.Matrix;

/** The backward pass as the equations have it. */
public final class MyGruStepBackward implements GruStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, Matrix gates) {
    int H = hPrev.cols();
    Matrix r = gates.columns(0, H);
    Matrix z = gates.columns(H, 2 * H);
    Matrix n = gates.columns(2 * H, 3 * H);
    Matrix q = gates.columns(3 * H, 4 * H);
    Matrix dun = dh.minus(dh.hadamard(z)).hadamard(n.map(v -> 1 - v * v));
    Matrix duz = dh.hadamard(hPrev.minus(n)).hadamard(ofSigmoid(z));
    Matrix dur = dun.hadamard(q).hadamard(ofSigmoid(r));
    Matrix dq = dun.hadamard(r);
    Matrix du = Matrix.beside(dur, duz, dun);
    Matrix dv = Matrix.beside(dur, duz, dq);
    return new Gradients(
        du.matmul(Wx.transpose()),
        dv.matmul(Wh.transpose()).plus(dh.hadamard(z)),
        x.transpose().matmul(du),
        hPrev.transpose().matmul(dv),
        du.sumRows(),
        dq.sumRows());
  }

  /** The slope of the sigmoid, where its value is known. */
  private static Matrix ofSigmoid(Matrix value) {
    return value.map(v -> v * (1 - v));
  }
}
