package unrolled.matrix;

import java.util.Arrays;

/**
 * The product {@code C += A · B} of one thread, cut so that each number is near when it is needed.
 *
 * <pre>{@code
 * for each block of B, DEPTH × WIDTH        in strips as wide as a tile
 *   for each block of A, HEIGHT × DEPTH     stays in the L2 cache
 *     for each strip of B                   stays in the L1 cache
 *       for each tile of C in the strip     stays in registers: TiledKernel.tile
 * }</pre>
 *
 * <p>A strip is packed, so that a tile reads it from one end to the other. That is one copy for m
 * uses, so few rows, or a B that is small anyway, are read where they stand. A is packed where it
 * is transposed, and where fewer rows are left than a tile has. What a tile lacks at the edges is
 * filled up, and only what belongs to C is written there.
 *
 * <p>On all these paths each entry of C takes its products in the same order. The buffers are kept:
 * a product allocates nothing once they have grown.
 */
final class Product {
  private static final int DEPTH = 256;
  private static final int HEIGHT = 128;
  private static final int WIDTH = 768;
  private static final int FEW_ROWS = 64;
  private static final int SMALL = 16_384; // entries: 128 KiB
  private static final double[] NONE = {};

  /** A matrix in an array: entry (r, c) stands at {@code at + r · row + c · col}. */
  static final class View {
    private double[] data = NONE;
    private int at;
    private int row;
    private int col;

    void set(double[] data, int at, int row, int col) {
      this.data = data;
      this.at = at;
      this.row = row;
      this.col = col;
    }

    private View transposed() {
      int old = row;
      row = col;
      col = old;
      return this;
    }

    private int index(int r, int c) {
      return at + r * row + c * col;
    }
  }

  View a = new View(); // (m × k)
  View b = new View(); // (k × n)
  final View c = new View(); // (m × n)

  private final TiledKernel kernel;
  private final int rows; // of a tile
  private final int width; // of a block of B: whole strips
  private final double[] edge; // a tile of which not all belongs to C
  private double[] packedA = NONE;
  private double[] packedB = NONE;

  private int m;
  private int n;
  private boolean packsB;

  Product(TiledKernel kernel) {
    this.kernel = kernel;
    rows = kernel.rows;
    width = WIDTH / kernel.cols * kernel.cols;
    edge = new double[rows * kernel.cols];
  }

  /** Adds to C; then lets go of the three arrays, which this object outlives. */
  void compute(int m, int n, int k) {
    if (m < kernel.lanes && b.col != 1) {
      transpose();
      sum(n, m, k);
    } else sum(m, n, k);
    a.data = NONE;
    b.data = NONE;
    c.data = NONE;
  }

  /** From {@code C += A · B} to {@code Cᵀ += Bᵀ · Aᵀ}: the right factor is the one to be packed. */
  private void transpose() {
    View right = b;
    b = a.transposed();
    a = right.transposed();
    c.transposed();
  }

  private void sum(int m, int n, int k) {
    this.m = m;
    this.n = n;
    packsB = b.col != 1 || (m > FEW_ROWS && (long) k * n > SMALL);
    if (m == 1 && b.col == 1 && c.col == 1) // nothing would be used twice: B is read row after row
    kernel.row(n, k, a.data, a.at, a.col, b.data, b.at, b.row, c.data, c.at);
    else
      for (int p = 0; p < k; p += DEPTH)
        for (int j = 0; j < n; j += width)
          block(p, Math.min(DEPTH, k - p), j, Math.min(n, j + width));
  }

  /** What rows p to p + depth of B, in its columns from {@code from} to {@code to}, add to C. */
  private void block(int p, int depth, int from, int to) {
    packedB = grown(packedB, depth * (to - from + kernel.lanes));
    for (int j = from; j < to; j += cols(j))
      if (isPacked(j)) packStrip(p, depth, j, packedB, (j - from) * depth);
    for (int i = 0; i < m; i += HEIGHT) {
      int end = Math.min(m, i + HEIGHT);
      packRows(p, depth, i, end);
      for (int j = from; j < to; j += cols(j))
        if (isPacked(j)) strip(p, depth, i, end, j, packedB, (j - from) * depth, cols(j));
        else strip(p, depth, i, end, j, b.data, b.index(p, j), b.row);
    }
  }

  /** Columns of the tiles that begin at column j: as many as there are, in whole vectors. */
  private int cols(int j) {
    int left = n - j;
    if (left >= kernel.cols) return kernel.cols;
    return (left + kernel.lanes - 1) / kernel.lanes * kernel.lanes;
  }

  private boolean isPacked(int j) {
    return packsB || j + cols(j) > n;
  }

  /** The tiles in rows i to end − 1 of the strip that begins at column j. */
  private void strip(
      int p, int depth, int i, int end, int j, double[] strip, int stripAt, int stripRow) {
    boolean packed = a.col != 1;
    for (int r = i; r < end; r += rows)
      if (packed || r + rows > end) {
        int at = packed ? (r - i) * depth : 0;
        tile(depth, r, j, packedA, at, 1, rows, strip, stripAt, stripRow);
      } else tile(depth, r, j, a.data, a.index(r, p), a.row, 1, strip, stripAt, stripRow);
  }

  // spotless:off
  /** One tile, in a buffer if it does not stand in C as a whole. */
  private void tile(
      int depth, int i, int j, double[] left, int leftAt, int leftRow, int leftCol,
      double[] strip, int stripAt, int stripRow) {
    int cols = cols(j);
    if (c.col == 1 && i + rows <= m && j + cols <= n) {
      kernel.tile(cols, depth, left, leftAt, leftRow, leftCol,
          strip, stripAt, stripRow, c.data, c.index(i, j), c.row);
      return;
    }
    int height = Math.min(rows, m - i);
    int inside = Math.min(cols, n - j);
    for (int r = 0; r < height; r++)
      for (int s = 0; s < inside; s++) edge[r * cols + s] = c.data[c.index(i + r, j + s)];
    kernel.tile(cols, depth, left, leftAt, leftRow, leftCol,
        strip, stripAt, stripRow, edge, 0, cols);
    for (int r = 0; r < height; r++)
      for (int s = 0; s < inside; s++) c.data[c.index(i + r, j + s)] = edge[r * cols + s];
  }
  // spotless:on

  /** Row after row of a strip of B, filled up with zeros to whole vectors. */
  private void packStrip(int p, int depth, int j, double[] to, int at) {
    int cols = cols(j);
    int real = Math.min(cols, n - j);
    int from = b.index(p, j);
    if (b.col == 1)
      for (int q = 0; q < depth; q++)
        System.arraycopy(b.data, from + q * b.row, to, at + q * cols, real);
    else
      for (int s = 0; s < real; s++)
        for (int q = 0; q < depth; q++)
          to[at + q * cols + s] = b.data[from + s * b.col + q * b.row];
    for (int q = 0; real < cols && q < depth; q++)
      Arrays.fill(to, at + q * cols + real, at + (q + 1) * cols, 0);
  }

  /** Packs rows i to end − 1 of A if A is transposed, else those too few for a tile, if any. */
  private void packRows(int p, int depth, int i, int end) {
    int first = a.col != 1 ? i : end - (end - i) % rows;
    packedA = grown(packedA, (end - first + rows - 1) / rows * rows * depth);
    for (int r = first; r < end; r += rows)
      packTile(p, depth, r, Math.min(rows, end - r), (r - first) * depth);
  }

  /** Column after column of a tile's rows of A, filled up with zeros. */
  private void packTile(int p, int depth, int i, int real, int at) {
    int from = a.index(i, p);
    if (real < rows) Arrays.fill(packedA, at, at + rows * depth, 0);
    if (a.row == 1)
      for (int q = 0; q < depth; q++)
        System.arraycopy(a.data, from + q * a.col, packedA, at + q * rows, real);
    else
      for (int s = 0; s < real; s++)
        for (int q = 0; q < depth; q++)
          packedA[at + q * rows + s] = a.data[from + s * a.row + q * a.col];
  }

  /** A buffer of at least this size; what it held is not kept. */
  private static double[] grown(double[] buffer, int size) {
    return buffer.length >= size ? buffer : new double[size];
  }
}
