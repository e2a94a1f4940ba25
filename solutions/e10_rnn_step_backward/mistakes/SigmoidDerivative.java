package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("h·(1 − h) is the derivative of the logistic sigmoid. That of tanh is 1 − h².")
final class SigmoidDerivative implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> v * (1 - v)));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
