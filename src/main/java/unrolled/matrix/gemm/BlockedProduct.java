package unrolled.matrix.gemm;

/**
 * The product {@code C += A · B} of one thread, cut so that each number is near when it is needed.
 *
 * <pre>{@code
 * for each block of B, kc × nc              packed, in panels as wide as a tile: PackedB
 *   for each block of A, mc × kc            stays in the L2 cache: PackedA
 *     for each panel of B                   stays in the L1 cache
 *       for each tile of C in the panel     stays in registers: MicroKernel.tile
 * }</pre>
 *
 * <p>A panel is packed, so that a tile reads it from one end to the other. That is one copy for m
 * uses, so few rows, or a B that is small anyway, are read where they stand. What a tile lacks at
 * the edges is filled up, and only what belongs to C is written there.
 *
 * <p>On all these paths each entry of C takes its products in the same order. The buffers are kept:
 * a product allocates nothing once they have grown.
 */
final class BlockedProduct {
  private static final int FEW_ROWS = 64;
  private static final int SMALL = 16_384; // entries: 128 KiB
  private static final int NARROW = 65_536; // entries: 512 KiB
  private static final int DEEPER = 3; // best of 1 to 8 for H = 512, AMD EPYC, family 26

  View a = new View(); // (m × k)
  View b = new View(); // (k × n)
  final View c = new View(); // (m × n)

  private final Gemm gemm;
  private final MicroKernel micro;
  private final Blocking blocking;
  private final PackedA left;
  private final PackedB block = new PackedB();
  private final View part = new View(); // the block of B, where it stands
  private final double[] edge; // a tile of which not all belongs to C

  private int m;
  private int n;

  BlockedProduct(Gemm gemm) {
    this.gemm = gemm;
    micro = gemm.micro;
    blocking = gemm.blocking;
    left = new PackedA(micro);
    edge = new double[Math.max(micro.rows * micro.cols, 8 * micro.lanes)];
  }

  /** {@code C += A · B}; then lets go of the arrays, which this object outlives. */
  void compute(int m, int n, int k) {
    if (m == 1 && a.cs == 1 && b.rs == 1 && b.cs != 1) {
      micro.dots(n, k, a.data, a.at, b.data, b.at, b.cs, c.data, c.at, c.cs, edge);
    } else if (b.cs != 1 && transposingPays(m, n, k)) {
      transpose();
      sum(n, m, k, depth(m, k));
    } else {
      sum(m, n, k, blocking.kc());
    }
    clear();
  }

  /** The same for columns {@code from} to {@code to} − 1 of a B that was packed before. */
  void compute(int m, PackedB b, int from, int to) {
    this.m = m;
    n = to - from;
    for (int p = 0; p < b.rows(); p += blocking.kc()) {
      int depth = Math.min(blocking.kc(), b.rows() - p);
      for (int j = 0; j < n; j += blocking.nc()) {
        tiles(p, depth, j, Math.min(n, j + blocking.nc()), b, p, from + j, 0);
      }
    }
    clear();
  }

  /**
   * Whether fewer numbers are moved if Bᵀ is the left factor: A is packed, C goes through edges.
   */
  private boolean transposingPays(int m, int n, int k) {
    long passes = passes(k, depth(m, k));
    return a.cs == 1 && m * (k + 2L * n * passes) < (long) n * k;
  }

  /**
   * Steps in a block where the right factor is so narrow that more of them stay in the L2 cache: C,
   * which goes through edges, is passed fewer times, and rows of A are read in longer stretches.
   */
  private int depth(int n, int k) {
    int kc = blocking.kc();
    int deep = Math.min(DEEPER * kc, NARROW / Math.max(1, n));
    return deep <= kc || k <= kc ? kc : passes(k, passes(k, deep));
  }

  /** So many times {@code size} that all of {@code k} is gone through. */
  private static int passes(int k, int size) {
    return (k + size - 1) / size;
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

  private void sum(int m, int n, int k, int kc) {
    this.m = m;
    this.n = n;
    if (m == 1 && b.cs == 1 && c.cs == 1) { // nothing would be used twice
      row(0, k, 0, n, b.data, b.at, b.rs);
      return;
    }
    boolean packs = b.cs != 1 || (m > FEW_ROWS && (long) k * n > SMALL);
    for (int p = 0; p < k; p += kc) {
      int depth = Math.min(kc, k - p);
      for (int j = 0; j < n; j += blocking.nc()) {
        block(p, depth, j, Math.min(n, j + blocking.nc()), packs);
      }
    }
  }

  /** What rows p to p + depth of B, in its columns from {@code from} to {@code to}, add to C. */
  private void block(int p, int depth, int from, int to, boolean packs) {
    int cols = to - from;
    int whole = cols % micro.lanes == 0 ? cols : cols / micro.cols * micro.cols;
    int first = packs ? 0 : whole; // before it, panels are read where they stand
    part.set(b.data, b.index(p, from), b.rs, b.cs);
    block.pack(gemm, part, depth, cols, first, depth);
    tiles(p, depth, from, to, block, 0, 0, first);
  }

  /** The same, with B from column {@code first} of the block on in panels. */
  private void tiles(
      int p, int depth, int from, int to, PackedB panels, int panelP, int panelJ, int first) {
    if (m == 1 && c.cs == 1 && first == 0) {
      for (int j = from; j < to; j += micro.cols) {
        int at = panels.at(panelP, panelJ + j - from);
        row(p, depth, j, Math.min(micro.cols, to - j), panels.data, at, micro.width(to - j));
      }
      return;
    }
    for (int i = 0; i < m; i += blocking.mc()) {
      int end = Math.min(m, i + blocking.mc());
      left.take(a, p, depth, i, end);
      for (int j = from; j < to; j += micro.cols) {
        int cols = micro.width(to - j);
        if (j - from < first) {
          panel(depth, i, end, j, cols, b.data, b.index(p, j), b.rs);
        } else {
          panel(depth, i, end, j, cols, panels.data, panels.at(panelP, panelJ + j - from), cols);
        }
      }
    }
  }

  private void row(int p, int depth, int j, int cols, double[] b, int bAt, int ldb) {
    micro.row(cols, depth, a.data, a.index(0, p), a.cs, b, bAt, ldb, c.data, c.index(0, j));
  }

  // spotless:off
  /** The tiles in rows i to end − 1 of the panel that begins at column j. */
  private void panel(
      int depth, int i, int end, int j, int cols, double[] panel, int panelAt, int ldPanel) {
    for (int r = i; r < end; r += micro.rows) {
      left.tile(r);
      int rows = micro.height(end - r);
      if (c.cs == 1 && r + rows <= m && j + cols <= n) {
        micro.tile(
            rows, cols, depth, left.data, left.at, left.rs, left.cs,
            panel, panelAt, ldPanel, c.data, c.index(r, j), c.rs);
      } else {
        edge(depth, r, rows, j, cols, panel, panelAt, ldPanel);
      }
    }
  }

  /** One tile that does not stand in C as a whole. */
  private void edge(
      int depth, int i, int rows, int j, int cols, double[] panel, int panelAt, int ldPanel) {
    int height = Math.min(rows, m - i);
    int inside = Math.min(cols, n - j);
    for (int r = 0; r < height; r++) {
      for (int s = 0; s < inside; s++) {
        edge[r * cols + s] = c.data[c.index(i + r, j + s)];
      }
    }
    micro.tile(rows, cols, depth, left.data, left.at, left.rs, left.cs,
        panel, panelAt, ldPanel, edge, 0, cols);
    for (int r = 0; r < height; r++) {
      for (int s = 0; s < inside; s++) {
        c.data[c.index(i + r, j + s)] = edge[r * cols + s];
      }
    }
  }
  // spotless:on
}
