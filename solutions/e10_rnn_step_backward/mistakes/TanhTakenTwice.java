package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("the derivative is taken as 1 − tanh²(h), but h is already the tanh: 1 − h².")
final class TanhTakenTwice implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - Math.tanh(v) * Math.tanh(v)));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
