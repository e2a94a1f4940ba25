package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("tanh is missing: this is z, the sum, and h = tanh(z).")
final class NoTanh implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
  }
}
