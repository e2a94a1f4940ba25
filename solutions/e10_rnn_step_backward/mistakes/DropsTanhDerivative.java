package e10_rnn_step_backward.mistakes;

import e10_rnn_step_backward.RnnStepBackward;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "tanh has no derivative here: dh is used where dz belongs. dz = dh ⊙ (1 − h²) comes "
        + "first, and all five gradients are made from dz.")
final class DropsTanhDerivative implements RnnStepBackward {
  @Override
  public Gradients backward(
      Matrix dh, Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix h) {
    Matrix dz = dh;
    return new Gradients(
        dz.matmul(Wx.transpose()),
        dz.matmul(Wh.transpose()),
        x.transpose().matmul(dz),
        hPrev.transpose().matmul(dz),
        dz.sumRows());
  }
}
