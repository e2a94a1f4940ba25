package unrolled.matrix.gemm;

/**
 * A product in the hands of several threads: each computes some columns of C, or some rows.
 *
 * <p>The longer side of C is cut: what each thread packs for itself is then the smaller factor, and
 * of the larger one a part. With a B that was packed before, rows are cut if there are enough, and
 * nothing is packed twice. Every entry of C is computed by one thread, in the order in which a
 * single thread would, so the bits are the same for any number of threads. Small products stay with
 * the caller, and so do those within a part of a greater task: cut, they would be packed twice by
 * the same thread.
 */
final class Split implements ThreadTeam.Task {
  private static final long WORTH_A_THREAD = 1 << 18; // multiplications
  private static final PackedB NOT_PACKED = new PackedB();

  final View a = new View(); // (m × k)
  final View b = new View(); // (k × n), unless it was packed
  final View c = new View(); // (m × n)

  private final Gemm gemm;
  private final ThreadTeam team;
  private final BlockedProduct own;
  private int m;
  private int n;
  private int k;
  private PackedB packed = NOT_PACKED;
  private int parts;
  private boolean byColumns;

  Split(Gemm gemm, ThreadTeam team) {
    this.gemm = gemm;
    this.team = team;
    own = new BlockedProduct(gemm);
  }

  /** {@code C += A · B}; then lets go of the arrays, which this object outlives. */
  void compute(int m, int n, int k) {
    this.m = m;
    this.n = n;
    this.k = k;
    try {
      cut();
      if (parts == 1) {
        part(own, 0, m, 0, n);
      } else {
        team.run(parts, this);
      }
    } finally {
      a.data = View.NONE;
      b.data = View.NONE;
      c.data = View.NONE;
      packed = NOT_PACKED;
    }
  }

  /** The same for a B that was packed before. */
  void compute(int m, PackedB b) {
    packed = b;
    compute(m, b.cols(), b.rows());
  }

  private void cut() {
    long worth = (long) m * n * k / WORTH_A_THREAD;
    int columns = n / columnUnit();
    int rows = m / gemm.micro.rows;
    byColumns = packed == NOT_PACKED ? n >= m : rows < 4 * team.threads();
    long useful = Math.min(worth, byColumns ? columns : rows);
    parts = team.isBusy() ? 1 : (int) Math.max(1, Math.min(team.threads(), useful));
  }

  /** Columns that must stay together. */
  private int columnUnit() {
    return packed == NOT_PACKED ? gemm.micro.lanes : gemm.micro.cols;
  }

  @Override
  public void run(int part) {
    BlockedProduct product = gemm.product();
    if (byColumns) {
      part(product, 0, m, border(n, columnUnit(), part), border(n, columnUnit(), part + 1));
    } else {
      part(product, border(m, gemm.micro.rows, part), border(m, gemm.micro.rows, part + 1), 0, n);
    }
  }

  /** Where a part begins, of {@code size} rows or columns of which {@code unit} stay together. */
  private int border(int size, int unit, int part) {
    long units = (size + unit - 1) / unit;
    return (int) Math.min(size, units * part / parts * unit);
  }

  private void part(BlockedProduct product, int top, int bottom, int left, int right) {
    product.a.set(a.data, a.index(top, 0), a.rs, a.cs);
    product.c.set(c.data, c.index(top, left), c.rs, c.cs);
    if (packed != NOT_PACKED) {
      product.compute(bottom - top, packed, left, right);
    } else {
      product.b.set(b.data, b.index(0, left), b.rs, b.cs);
      product.compute(bottom - top, right - left, k);
    }
  }

  BlockedProduct own() {
    return own;
  }
}
