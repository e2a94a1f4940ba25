package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the new state is written into hPrev. The value is right, but hPrev belongs to the "
        + "caller, who needs it again for the backward pass: write into a new matrix.")
final class WritesIntoPreviousState implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    for (int i = 0; i < z.data().length; i++) {
      hPrev.data()[i] = Math.tanh(z.data()[i]);
    }
    return hPrev;
  }
}
