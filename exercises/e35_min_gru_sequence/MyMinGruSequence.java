package e35_min_gru_sequence;

import unrolled.matrix.Matrix;

/** Your minGRU over a sequence. The statement is in README.md, beside this file. */
public final class MyMinGruSequence implements MinGruSequence {
  @Override
  public Matrix[] forward(
      Matrix[] xs, Matrix h0, Matrix Wz, Matrix bz, Matrix Wn, Matrix bn) {
    // TODO: z_t and n_t from x_t alone, then h_t = (1 − z_t) ⊙ h_(t−1) + z_t ⊙ n_t, from h0 on.
    //       Then delete the next line.
    throw new UnsupportedOperationException("e35: not written yet");
  }
}
