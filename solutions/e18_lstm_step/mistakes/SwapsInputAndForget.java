package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the input gate and the forget gate are swapped. The blocks are in the order i, f, g,"
        + " o: i is the first and scales the candidate, f the second and scales cPrev.")
final class SwapsInputAndForget implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(H, 2 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix f = z.columns(0, H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }
}
