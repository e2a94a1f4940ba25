package unrolled.layer;

import unrolled.matrix.Matrix;

/** Between the matrices of a layer's caller and the arrays of its steps: here, the same numbers. */
final class Convert {
  private Convert() {}

  static void read(Matrix from, int at, double[] to, int toAt, int n) {
    System.arraycopy(from.storage(), at, to, toAt, n);
  }

  static void add(Matrix from, int at, double[] to, int toAt, int n) {
    double[] x = from.storage();
    for (int i = 0; i < n; i++) {
      to[toAt + i] += x[at + i];
    }
  }

  static void write(double[] from, int at, Matrix to, int toAt, int n) {
    System.arraycopy(from, at, to.storage(), toAt, n);
  }
}
