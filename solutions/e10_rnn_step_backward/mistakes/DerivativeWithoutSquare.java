package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("the derivative is taken as 1 − h. It is 1 − h², with the square.")
final class DerivativeWithoutSquare implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
