package e26_both_directions;

import unrolled.matrix.Matrix;

/** The same loop twice, with t rising and with t falling. */
public final class MyBothDirections implements BothDirections {
  @Override
  public Both forward(
      Matrix[] xs,
      int[] lengths,
      Matrix Wx1,
      Matrix Wh1,
      Matrix b1,
      Matrix Wx2,
      Matrix Wh2,
      Matrix b2) {
    int T = xs.length;
    Matrix f = new Matrix(lengths.length, b1.cols());
    Matrix g = new Matrix(lengths.length, b2.cols());
    Matrix[] left = new Matrix[T];
    Matrix[] right = new Matrix[T];
    for (int t = 0; t < T; t++) {
      left[t] = step(t, xs[t], lengths, f, Wx1, Wh1, b1);
    }
    for (int t = T - 1; t >= 0; t--) {
      right[t] = step(t, xs[t], lengths, g, Wx2, Wh2, b2);
    }
    Matrix[] outputs = new Matrix[T];
    for (int t = 0; t < T; t++) {
      outputs[t] = Matrix.beside(left[t], right[t]);
    }
    return new Both(outputs, Matrix.beside(f, g));
  }

  /** Moves the state h of the rows that are real at t; returns their outputs, 0 for the others. */
  private static Matrix step(
      int t, Matrix x, int[] lengths, Matrix h, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix next = x.matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
    Matrix output = new Matrix(h.rows(), h.cols());
    for (int n = 0; n < h.rows(); n++) {
      if (t < lengths[n]) {
        h.put(new int[] {n}, next.pick(n));
        output.put(new int[] {n}, next.pick(n));
      }
    }
    return output;
  }
}
