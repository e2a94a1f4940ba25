package e20_lstm_step_backward;

import unrolled.matrix.Matrix;

/** The backward pass as the equations have it. */
public final class MyLstmStepBackward implements LstmStepBackward {
  @Override
  public Gradients backward(
      Matrix dh,
      Matrix dc,
      Matrix x,
      Matrix hPrev,
      Matrix cPrev,
      Matrix Wx,
      Matrix Wh,
      Matrix b,
      Matrix gates,
      Matrix c) {
    int H = c.cols();
    Matrix i = gates.columns(0, H);
    Matrix f = gates.columns(H, 2 * H);
    Matrix g = gates.columns(2 * H, 3 * H);
    Matrix o = gates.columns(3 * H, 4 * H);
    Matrix tanhC = c.map(Math::tanh);
    Matrix dcell = dc.plus(dh.hadamard(o).hadamard(ofTanh(tanhC)));
    Matrix dz =
        Matrix.beside(
            dcell.hadamard(g).hadamard(ofSigmoid(i)),
            dcell.hadamard(cPrev).hadamard(ofSigmoid(f)),
            dcell.hadamard(i).hadamard(ofTanh(g)),
            dh.hadamard(tanhC).hadamard(ofSigmoid(o)));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        dcell.hadamard(f),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }

  /** The slope of tanh, where its value is known. */
  private static Matrix ofTanh(Matrix value) {
    return value.map(v -> 1 - v * v);
  }

  /** The slope of the sigmoid, where its value is known. */
  private static Matrix ofSigmoid(Matrix value) {
    return value.map(v -> v * (1 - v));
  }
}
