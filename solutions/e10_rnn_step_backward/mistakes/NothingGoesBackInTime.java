package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("dhPrev is zero, so no gradient reaches the steps before this one. dhPrev = dz·Whᵀ.")
final class NothingGoesBackInTime implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        new Matrix(x.rows(), h.cols()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
