package unrolled.matrix;

/** A matrix in an array: entry (r, c) stands at {@code at + r · row + c · col}. */
final class View {
  static final double[] NONE = {};

  double[] data = NONE;
  int at;
  int row;
  int col;

  View set(double[] data, int at, int row, int col) {
    this.data = data;
    this.at = at;
    this.row = row;
    this.col = col;
    return this;
  }

  View transpose() {
    int old = row;
    row = col;
    col = old;
    return this;
  }

  int index(int r, int c) {
    return at + r * row + c * col;
  }
}
