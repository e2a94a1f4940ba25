package e06_rnn_sequence;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class RnnSequenceVariants {
  private RnnSequenceVariants() {}

  /** Without a loop: the state after step t from the one before it. */
  static final class Recursion implements RnnSequence {
    @Override
    public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] states = new Matrix[xs.length];
      state(xs.length - 1, states, xs, h0, Wx, Wh, b);
      return states;
    }

    private static Matrix state(
        int t, Matrix[] states, Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
      if (t < 0) {
        return h0;
      }
      Matrix before = state(t - 1, states, xs, h0, Wx, Wh, b);
      states[t] = before.matmul(Wh).plus(xs[t].matmul(Wx)).plusRow(b).map(Math::tanh);
      return states[t];
    }
  }

  /** One product for the inputs of all steps, then the loop; no matrix product in it. */
  static final class InputsFirst implements RnnSequence {
    @Override
    public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
      Matrix[] columns = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        columns[t] = xs[t].transpose();
      }
      Matrix fromInputs = Matrix.beside(columns).transpose().matmul(Wx).plusRow(b);
      Matrix[] states = new Matrix[xs.length];
      int N = h0.rows();
      for (int t = 0; t < xs.length; t++) {
        states[t] = fromInputs.rows(t * N, (t + 1) * N);
        step(t == 0 ? h0 : states[t - 1], Wh, states[t]);
      }
      return states;
    }

    private static void step(Matrix before, Matrix Wh, Matrix z) {
      for (int n = 0; n < z.rows(); n++) {
        for (int j = 0; j < z.cols(); j++) {
          double sum = z.get(n, j);
          for (int k = 0; k < z.cols(); k++) {
            sum += before.get(n, k) * Wh.get(k, j);
          }
          z.set(n, j, Math.tanh(sum));
        }
      }
    }
  }
}
