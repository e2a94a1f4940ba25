package unrolled.matrix.gemm;

import java.util.Arrays;

/**
 * BLIS's micro-panel: a few rows of A, or columns of B, side by side, in the order in which tiles
 * read them: for each step along the inner size of the product, one entry of each, filled up with
 * zeros.
 */
final class MicroPanel {
  private MicroPanel() {}

  // spotless:off
  /**
   * Packs {@code depth} steps: {@code to[toAt + q · width + s] = from[at + s · side + q · step]},
   * for q below depth and s below {@code real}; for s from real to width it is 0. One of side and
   * step is 1.
   */
  static void pack(
      MicroKernel micro, int depth, int real, int width,
      double[] from, int at, int side, int step, double[] to, int toAt) {
    if (side == 1) {
      micro.copy(depth, real, from, at, step, to, toAt, width);
    } else {
      transpose(depth, real, width, from, at, side, to, toAt);
    }
    for (int q = 0; real < width && q < depth; q++) {
      Arrays.fill(to, toAt + q * width + real, toAt + (q + 1) * width, 0);
    }
  }

  /** Four at a time, which are read along the rows and stand side by side where they are written. */
  private static void transpose(
      int depth, int real, int width, double[] from, int at, int side, double[] to, int toAt) {
    int s = 0;
    for (; s + 4 <= real; s += 4) {
      int x0 = at + s * side, x1 = x0 + side, x2 = x1 + side, x3 = x2 + side;
      for (int q = 0, y = toAt + s; q < depth; q++, y += width) {
        to[y] = from[x0 + q];
        to[y + 1] = from[x1 + q];
        to[y + 2] = from[x2 + q];
        to[y + 3] = from[x3 + q];
      }
    }
    for (; s < real; s++) {
      for (int q = 0; q < depth; q++) {
        to[toAt + q * width + s] = from[at + s * side + q];
      }
    }
  }
  // spotless:on
}
