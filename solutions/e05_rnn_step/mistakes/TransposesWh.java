package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "Wh is used transposed. It is square, so the shapes do not complain: hPrev·Wh, with "
        + "Wh as it stands, has the rows of Wh for the old state and the columns for the new.")
final class TransposesWh implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh.transpose())).plusRow(b).map(Math::tanh);
  }
}
