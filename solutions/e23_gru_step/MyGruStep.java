package e23_gru_step;

import unrolled.matrix.Matrix;

/** The step as the equations have it. */
public final class MyGruStep implements GruStep {
  @Override
  public Matrix forward(
      Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b, Matrix bhn, int resetAfter) {
    int H = hPrev.cols();
    Matrix u = x.matmul(Wx).plusRow(b);
    Matrix r = gate(u.columns(0, H).plus(hPrev.matmul(Wh.columns(0, H))));
    Matrix z = gate(u.columns(H, 2 * H).plus(hPrev.matmul(Wh.columns(H, 2 * H))));
    Matrix Whn = Wh.columns(2 * H, 3 * H);
    Matrix said =
        resetAfter == 1
            ? r.hadamard(hPrev.matmul(Whn).plusRow(bhn))
            : r.hadamard(hPrev).matmul(Whn);
    Matrix n = u.columns(2 * H, 3 * H).plus(said).map(Math::tanh);
    return n.plus(z.hadamard(hPrev.minus(n)));
  }

  private static Matrix gate(Matrix z) {
    return z.map(v -> 1 / (1 + Math.exp(-v)));
  }
}
