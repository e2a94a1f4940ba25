package e18_lstm_step.mistakes;

import e18_lstm_step.LstmStep;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the sigmoid is computed as eᶻ / (1 + eᶻ), which is ∞/∞ = NaN for large z. 1 / (1 + "
        + "e⁻ᶻ) is the same number and does not overflow.")
final class OverflowingSigmoid implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(0, H).map(v -> Math.exp(v) / (1 + Math.exp(v)));
    Matrix f = z.columns(H, 2 * H).map(v -> Math.exp(v) / (1 + Math.exp(v)));
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(v -> Math.exp(v) / (1 + Math.exp(v)));
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }
}
