package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the squashing function is the logistic sigmoid, with values from 0 to 1. Here it is "
        + "tanh, with values from −1 to 1: Math.tanh.")
final class SigmoidForTanh implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(z -> 1 / (1 + Math.exp(-z)));
  }
}
