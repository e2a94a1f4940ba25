package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the derivative is taken as 1 − z², of the value before tanh. It is 1 − tanh²(z) = 1 "
        + "− h²: it needs what came out of tanh, not what went in.")
final class TanhDerivativeFromPreActivation implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix dz = dh.hadamard(z.map(v -> 1 - v * v));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
