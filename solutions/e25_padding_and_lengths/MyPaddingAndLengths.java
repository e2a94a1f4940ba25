package e25_padding_and_lengths;

import unrolled.matrix.Matrix;

/** All rows take the step; only those that go on are copied from it. */
public final class MyPaddingAndLengths implements PaddingAndLengths {
  @Override
  public Read forward(Matrix[] xs, int[] lengths, Matrix h0, Matrix Wx, Matrix Wh, Matrix b) {
    Matrix[] outputs = new Matrix[xs.length];
    Matrix h = h0.copy();
    for (int t = 0; t < xs.length; t++) {
      Matrix next = xs[t].matmul(Wx).plus(h.matmul(Wh)).plusRow(b).map(Math::tanh);
      outputs[t] = new Matrix(h.rows(), h.cols());
      for (int n = 0; n < h.rows(); n++) {
        for (int j = 0; j < h.cols() && t < lengths[n]; j++) {
          h.set(n, j, next.get(n, j));
          outputs[t].set(n, j, next.get(n, j));
        }
      }
    }
    return new Read(outputs, h);
  }
}
