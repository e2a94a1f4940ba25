package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("hPrev is never used, so the step has no memory: add hPrev·Wh to the sum before tanh.")
final class IgnoresPreviousState implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plusRow(b).map(Math::tanh);
  }
}
