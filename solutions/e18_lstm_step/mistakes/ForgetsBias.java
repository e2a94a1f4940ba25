package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the bias is missing. b (1 × 4H) is added to every row of z before the gates: " + "plusRow(b).")
final class ForgetsBias implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh));
    Matrix i = z.columns(0, H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix f = z.columns(H, 2 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }
}
