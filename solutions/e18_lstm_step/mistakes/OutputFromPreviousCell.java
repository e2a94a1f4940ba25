package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("h is made from cPrev. It is made from the new cell state: h = o ⊙ tanh(c).")
final class OutputFromPreviousCell implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(0, H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix f = z.columns(H, 2 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(v -> 1 / (1 + Math.exp(-v)));
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(cPrev.map(Math::tanh));
    return new State(h, c);
  }
}
