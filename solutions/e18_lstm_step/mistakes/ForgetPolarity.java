package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the forget gate is taken the wrong way: 1 − f where f belongs. In spite of its name "
        + "it says how much is kept: c = f ⊙ cPrev + i ⊙ g.")
final class ForgetPolarity implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(0, H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix f = z.columns(H, 2 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix c = f.map(v -> 1 - v).hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }
}
