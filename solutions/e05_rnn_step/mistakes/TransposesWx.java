package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "Wx is used transposed, so the shapes do not fit. Weights are (in × out) here, x has "
        + "its examples in rows: x·Wx as they stand.")
final class TransposesWx implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx.transpose()).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
  }
}
