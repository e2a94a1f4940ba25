package unrolled.matrix;

/**
 * The product {@code C += A · B} of one thread, cut so that each number is near when it is needed.
 *
 * <pre>{@code
 * for each block of B, DEPTH × WIDTH        in strips as wide as a tile: Packed
 *   for each block of A, HEIGHT × DEPTH     stays in the L2 cache: Left
 *     for each strip of B                   stays in the L1 cache
 *       for each tile of C in the strip     stays in registers: TiledKernel.tile
 * }</pre>
 *
 * <p>A strip is packed, so that a tile reads it from one end to the other. That is one copy for m
 * uses, so few rows, or a B that is small anyway, are read where they stand. What a tile lacks at
 * the edges is filled up, and only what belongs to C is written there.
 *
 * <p>On all these paths each entry of C takes its products in the same order. The buffers are kept:
 * a product allocates nothing once they have grown.
 */
final class Product {
  private static final int DEPTH = Packed.DEPTH;
  private static final int HEIGHT = 128;
  private static final int WIDTH = 768;
  private static final int FEW_ROWS = 64;
  private static final int SMALL = 16_384; // entries: 128 KiB

  View a = new View(); // (m × k)
  View b = new View(); // (k × n)
  final View c = new View(); // (m × n)

  private final TiledKernel kernel;
  private final Left left;
  private final int width; // of a block of B: whole strips
  private final Packed block = new Packed();
  private final View part = new View(); // the block of B, where it stands
  private final double[] edge; // a tile of which not all belongs to C

  private int m;
  private int n;

  Product(TiledKernel kernel) {
    this.kernel = kernel;
    left = new Left(kernel);
    width = WIDTH / kernel.cols * kernel.cols;
    edge = new double[Math.max(kernel.rows * kernel.cols, 8 * kernel.lanes)];
  }

  /** {@code C += A · B}; then lets go of the arrays, which this object outlives. */
  void compute(int m, int n, int k) {
    if (m == 1 && a.col == 1 && b.row == 1 && b.col != 1) {
      kernel.dots(n, k, a.data, a.at, b.data, b.at, b.col, c.data, c.at, c.col, edge);
    } else if (b.col != 1 && transposingPays(m, n, k)) {
      transpose();
      sum(n, m, k);
    } else {
      sum(m, n, k);
    }
    clear();
  }

  /** The same for columns {@code from} to {@code to} − 1 of a B that was packed before. */
  void compute(int m, Packed b, int from, int to) {
    this.m = m;
    n = to - from;
    for (int p = 0; p < b.rows(); p += DEPTH) {
      for (int j = 0; j < n; j += width) {
        tiles(p, Math.min(DEPTH, b.rows() - p), j, Math.min(n, j + width), b, p, from + j, 0);
      }
    }
    clear();
  }

  /**
   * Whether fewer numbers are moved if Bᵀ is the left factor: A is packed, C goes through edges.
   */
  private boolean transposingPays(int m, int n, int k) {
    long passes = (k + DEPTH - 1) / DEPTH;
    return a.col == 1 && m * (k + 2L * n * passes) < (long) n * k;
  }

  private void clear() {
    a.data = View.NONE;
    b.data = View.NONE;
    c.data = View.NONE;
    part.data = View.NONE;
    left.clear();
  }

  /** From {@code C += A · B} to {@code Cᵀ += Bᵀ · Aᵀ}: the right factor is the one to be packed. */
  private void transpose() {
    View right = b;
    b = a.transpose();
    a = right.transpose();
    c.transpose();
  }

  private void sum(int m, int n, int k) {
    this.m = m;
    this.n = n;
    if (m == 1 && b.col == 1 && c.col == 1) { // nothing would be used twice
      row(0, k, 0, n, b.data, b.at, b.row);
      return;
    }
    boolean packs = b.col != 1 || (m > FEW_ROWS && (long) k * n > SMALL);
    for (int p = 0; p < k; p += DEPTH) {
      for (int j = 0; j < n; j += width) {
        block(p, Math.min(DEPTH, k - p), j, Math.min(n, j + width), packs);
      }
    }
  }

  /** What rows p to p + depth of B, in its columns from {@code from} to {@code to}, add to C. */
  private void block(int p, int depth, int from, int to, boolean packs) {
    int cols = to - from;
    int whole = cols % kernel.lanes == 0 ? cols : cols / kernel.cols * kernel.cols;
    int first = packs ? 0 : whole; // before it, strips are read where they stand
    part.set(b.data, b.index(p, from), b.row, b.col);
    block.pack(kernel, part, depth, cols, first);
    tiles(p, depth, from, to, block, 0, 0, first);
  }

  /** The same, with B from column {@code first} of the block on in strips. */
  private void tiles(
      int p, int depth, int from, int to, Packed strips, int stripP, int stripJ, int first) {
    if (m == 1 && c.col == 1 && first == 0) {
      for (int j = from; j < to; j += kernel.cols) {
        int at = strips.at(stripP, stripJ + j - from);
        row(p, depth, j, Math.min(kernel.cols, to - j), strips.data, at, kernel.width(to - j));
      }
      return;
    }
    for (int i = 0; i < m; i += HEIGHT) {
      int end = Math.min(m, i + HEIGHT);
      left.take(a, p, depth, i, end);
      for (int j = from; j < to; j += kernel.cols) {
        int cols = kernel.width(to - j);
        if (j - from < first) {
          strip(depth, i, end, j, cols, b.data, b.index(p, j), b.row);
        } else {
          strip(depth, i, end, j, cols, strips.data, strips.at(stripP, stripJ + j - from), cols);
        }
      }
    }
  }

  private void row(int p, int depth, int j, int cols, double[] b, int bAt, int bRow) {
    kernel.row(cols, depth, a.data, a.index(0, p), a.col, b, bAt, bRow, c.data, c.index(0, j));
  }

  // spotless:off
  /** The tiles in rows i to end − 1 of the strip that begins at column j. */
  private void strip(
      int depth, int i, int end, int j, int cols, double[] strip, int stripAt, int stripRow) {
    for (int r = i; r < end; r += kernel.rows) {
      left.tile(r);
      if (c.col == 1 && r + kernel.rows <= m && j + cols <= n)
        { kernel.tile(cols, depth, left.data, left.at, left.row, left.col,
            strip, stripAt, stripRow, c.data, c.index(r, j), c.row); }
      else { edge(depth, r, j, cols, strip, stripAt, stripRow); }
    }
  }

  /** One tile that does not stand in C as a whole. */
  private void edge(
      int depth, int i, int j, int cols, double[] strip, int stripAt, int stripRow) {
    int height = Math.min(kernel.rows, m - i);
    int inside = Math.min(cols, n - j);
    for (int r = 0; r < height; r++)
      { for (int s = 0; s < inside; s++) { edge[r * cols + s] = c.data[c.index(i + r, j + s)]; } }
    kernel.tile(cols, depth, left.data, left.at, left.row, left.col,
        strip, stripAt, stripRow, edge, 0, cols);
    for (int r = 0; r < height; r++)
      { for (int s = 0; s < inside; s++) { c.data[c.index(i + r, j + s)] = edge[r * cols + s]; } }
  }
  // spotless:on
}
