package unrolled.matrix.gemm;

/** A matrix in an array: entry (r, c) stands at {@code at + r · rs + c · cs}. */
final class View {
  static final double[] NONE = {};

  double[] data = NONE;
  int at;
  int rs; // row stride
  int cs; // column stride

  View set(double[] data, int at, int rs, int cs) {
    this.data = data;
    this.at = at;
    this.rs = rs;
    this.cs = cs;
    return this;
  }

  View transpose() {
    int old = rs;
    rs = cs;
    cs = old;
    return this;
  }

  int index(int r, int c) {
    return at + r * rs + c * cs;
  }
}
