package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "dz is written into dh. The values are right, but dh belongs to the caller, who adds "
        + "to it when steps follow each other: write into a new matrix.")
final class WritesIntoDh implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh;
    for (int i = 0; i < dz.data().length; i++) {
      dz.data()[i] *= 1 - h.data()[i] * h.data()[i];
    }
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
