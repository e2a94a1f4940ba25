package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the gates go through tanh. A gate is a share between 0 and 1: i, f and o go through "
        + "the sigmoid, only g through tanh.")
final class TanhOnGates implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(0, H).map(Math::tanh);
    Matrix f = z.columns(H, 2 * H).map(Math::tanh);
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(Math::tanh);
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }
}
