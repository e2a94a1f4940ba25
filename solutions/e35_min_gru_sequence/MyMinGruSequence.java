package e35_min_gru_sequence;

import unrolled.matrix.Matrix;

/** Gate and candidate from the input, then the mixture, step by step. */
public final class MyMinGruSequence implements MinGruSequence {
  @Override
  public Matrix[] forward(Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
    Matrix[] states = new Matrix[xs.length];
    Matrix h = h0;
    for (int t = 0; t < xs.length; t++) {
      Matrix z = xs[t].matmul(Wz).plusRow(bz).map(v -> 1 / (1 + Math.exp(-v)));
      Matrix n = xs[t].matmul(Wn).plusRow(bn);
      h = h.plus(z.hadamard(n.minus(h)));
      states[t] = h;
    }
    return states;
  }
}
