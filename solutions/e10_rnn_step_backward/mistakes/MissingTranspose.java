package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "dhPrev is made with Wh instead of its transpose. Wh is square, so the shapes do not "
        + "complain, and such a network even trains, only worse: dhPrev = dz·Whᵀ.")
final class MissingTranspose implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
