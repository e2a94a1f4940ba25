package e23_gru_step;

import unrolled.matrix.Matrix;

/** Your step of the GRU. The statement is in README.md, beside this file. */
public final class MyGruStep implements GruStep {
  @Override
  public Matrix forward(
      Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
    // TODO: r and z, then n in one of two ways, then h = (1 − z) ⊙ n + z ⊙ hPrev.
    //       Delete the next line.
    throw new UnsupportedOperationException("e23: not written yet");
  }
}
