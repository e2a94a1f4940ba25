package unrolled.matrix;

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
  private static final Packed NOT_PACKED = new Packed();

  final View a = new View(); // (m × k)
  final View b = new View(); // (k × n), unless it was packed
  final View c = new View(); // (m × n)

  private final TiledKernel kernel;
  private final ThreadTeam team;
  private final Product own;
  private int m;
  private int n;
  private int k;
  private Packed packed = NOT_PACKED;
  private int parts;
  private boolean byColumns;

  Split(TiledKernel kernel, ThreadTeam team) {
    this.kernel = kernel;
    this.team = team;
    own = new Product(kernel);
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
  void compute(int m, Packed b) {
    packed = b;
    compute(m, b.cols(), b.rows());
  }

  private void cut() {
    long worth = (long) m * n * k / WORTH_A_THREAD;
    int columns = n / columnUnit();
    int rows = m / kernel.rows;
    byColumns = packed == NOT_PACKED ? n >= m : rows < 4 * team.threads();
    long useful = Math.min(worth, byColumns ? columns : rows);
    parts = team.isBusy() ? 1 : (int) Math.max(1, Math.min(team.threads(), useful));
  }

  /** Columns that must stay together. */
  private int columnUnit() {
    return packed == NOT_PACKED ? kernel.lanes : kernel.cols;
  }

  @Override
  public void run(int part) {
    Product product = kernel.product();
    if (byColumns) {
      part(product, 0, m, border(n, columnUnit(), part), border(n, columnUnit(), part + 1));
    } else {
      part(product, border(m, kernel.rows, part), border(m, kernel.rows, part + 1), 0, n);
    }
  }

  /** Where a part begins, of {@code size} rows or columns of which {@code unit} stay together. */
  private int border(int size, int unit, int part) {
    long units = (size + unit - 1) / unit;
    return (int) Math.min(size, units * part / parts * unit);
  }

  private void part(Product product, int top, int bottom, int left, int right) {
    product.a.set(a.data, a.index(top, 0), a.row, a.col);
    product.c.set(c.data, c.index(top, left), c.row, c.col);
    if (packed != NOT_PACKED) {
      product.compute(bottom - top, packed, left, right);
    } else {
      product.b.set(b.data, b.index(0, left), b.row, b.col);
      product.compute(bottom - top, right - left, k);
    }
  }

  Product own() {
    return own;
  }
}
