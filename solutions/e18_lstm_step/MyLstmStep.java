package e18_lstm_step;

import unrolled.matrix.Matrix;

/** The step as the equations have it. */
public final class MyLstmStep implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    int H = hPrev.cols();
    Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
    Matrix i = z.columns(0, H).map(MyLstmStep::sigmoid);
    Matrix f = z.columns(H, 2 * H).map(MyLstmStep::sigmoid);
    Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
    Matrix o = z.columns(3 * H, 4 * H).map(MyLstmStep::sigmoid);
    Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
    Matrix h = o.hadamard(c.map(Math::tanh));
    return new State(h, c);
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
