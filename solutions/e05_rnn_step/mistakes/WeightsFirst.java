package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the product is the wrong way round: Wx·x is for examples in columns. Here they are "
        + "in rows, so it is x·Wx and hPrev·Wh.")
final class WeightsFirst implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return Wx.matmul(x).plus(Wh.matmul(hPrev)).plusRow(b).map(Math::tanh);
  }
}
