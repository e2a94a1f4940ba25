package e35_min_gru_sequence;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class MinGruSequenceVariants {
  private MinGruSequenceVariants() {}

  /** One product for the gates of all steps, then a loop over numbers. */
  static final class GatesFirst implements MinGruSequence {
    @Override
    public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
      int N = h0.rows();
      int H = h0.cols();
      Matrix[] columns = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        columns[t] = xs[t].transpose();
      }
      Matrix u =
          Matrix.beside(columns)
              .transpose()
              .matmul(Matrix.beside(Wz, Wn))
              .plusRow(Matrix.beside(bz, bn));
      Matrix[] states = new Matrix[xs.length];
      for (int t = 0; t < xs.length; t++) {
        states[t] = new Matrix(N, H);
        for (int n = 0; n < N; n++) {
          for (int j = 0; j < H; j++) {
            double before = t == 0 ? h0.get(n, j) : states[t - 1].get(n, j);
            double z = 1 / (1 + Math.exp(-u.get(t * N + n, j)));
            states[t].set(n, j, (1 - z) * before + z * u.get(t * N + n, H + j));
          }
        }
      }
      return states;
    }
  }

  /** Without a loop: the state after step t from the one before it. */
  static final class Recursion implements MinGruSequence {
    @Override
    public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
      Matrix[] states = new Matrix[xs.length];
      state(xs.length - 1, states, xs, h0, Wz, bz, Wn, bn);
      return states;
    }

    private static Matrix state(
        int t,
        Matrix[] states,
        Matrix[] xs,
        Matrix h0,
        Matrix Wz,
        Matrix bz,
        Matrix Wn,
        Matrix bn) {
      if (t < 0) {
        return h0;
      }
      Matrix before = state(t - 1, states, xs, h0, Wz, bz, Wn, bn);
      Matrix keep = xs[t].matmul(Wz).plusRow(bz).map(v -> 1 / (1 + Math.exp(v)));
      Matrix n = xs[t].matmul(Wn).plusRow(bn);
      states[t] = keep.hadamard(before).plus(n.minus(keep.hadamard(n)));
      return states[t];
    }
  }
}
