package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "db is not summed over the batch. b was added to every row of z, so every row of dz "
        + "speaks for it: sumRows.")
final class BiasNotSummed implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh.hadamard(h.map(v -> 1 - v * v));
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz);
  }
}
