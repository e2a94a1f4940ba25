package e05_rnn_step.mistakes;

import e05_rnn_step.RnnStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "tanh is taken of x·Wx + b, and hPrev·Wh is added after it. Add all three terms "
        + "first: tanh goes around the whole sum, or h leaves the range −1 to 1.")
final class TanhBeforeRecurrentTerm implements RnnStep {
  @Override
  public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
    return x.matmul(Wx).plusRow(b).map(Math::tanh).plus(hPrev.matmul(Wh));
  }
}
