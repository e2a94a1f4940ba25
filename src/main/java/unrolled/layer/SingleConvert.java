package unrolled.layer;

import unrolled.matrix.Matrix;

/** Between the doubles of a layer's caller and the floats of its steps. */
final class SingleConvert {
  private SingleConvert() {}

  static void read(Matrix from, int at, float[] to, int toAt, int n) {
    double[] x = from.storage();
    for (int i = 0; i < n; i++) {
      to[toAt + i] = (float) x[at + i];
    }
  }

  static void add(Matrix from, int at, float[] to, int toAt, int n) {
    double[] x = from.storage();
    for (int i = 0; i < n; i++) {
      to[toAt + i] += (float) x[at + i];
    }
  }

  static void write(float[] from, int at, Matrix to, int toAt, int n) {
    double[] y = to.storage();
    for (int i = 0; i < n; i++) {
      y[toAt + i] = from[at + i];
    }
  }
}
