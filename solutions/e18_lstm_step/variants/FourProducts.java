package e18_lstm_step.variants;

import e18_lstm_step.LstmStep;
import unrolled.matrix.Matrix;

/** Unfused: each gate with its own weights, and σ(v) as (1 + tanh(v/2)) / 2. */
public final class FourProducts implements LstmStep {
  @Override
  public State forward(Matrix x, Matrix hPrev, Matrix cPrev, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix[] z = new Matrix[4];
    int H = hPrev.cols();
    for (int k = 0; k < 4; k++) {
      Matrix fromState = hPrev.matmul(Wh.columns(k * H, (k + 1) * H));
      Matrix fromInput = x.matmul(Wx.columns(k * H, (k + 1) * H));
      z[k] = fromState.plus(fromInput).plusRow(b.columns(k * H, (k + 1) * H));
    }
    Matrix written = gate(z[0]).hadamard(z[2].map(Math::tanh));
    Matrix c = written.plus(cPrev.hadamard(gate(z[1])));
    return new State(c.map(Math::tanh).hadamard(gate(z[3])), c);
  }

  private static Matrix gate(Matrix z) {
    return z.map(v -> (1 + Math.tanh(v / 2)) / 2);
  }
}
