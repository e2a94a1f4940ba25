package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "tanh is taken of each term by itself. Add the three terms first, then take tanh "
        + "once, of the sum.")
final class TanhOfEachTerm implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx)
        .map(Math::tanh)
        .plus(hPrev.matmul(Wh).map(Math::tanh))
        .plusRow(b.map(Math::tanh));
  }
}
