package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("the bias is added after tanh. It belongs inside: tanh(x·Wx + hPrev·Wh + b).")
final class BiasAfterTanh implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh).plusRow(b);
  }
}
