package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "dx and dhPrev are made from dh. They lie behind the tanh, too: dx = dz·Wxᵀ and "
        + "dhPrev = dz·Whᵀ with dz = dh ⊙ (1 − h²).")
final class InputGradientsFromDh implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
    return new Gradients(
        dh.matmul(Wx.transpose()),
        dh.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
