package unrolled.matrix;

/**
 * A kernel whose three products are one: {@link Product} cuts it into blocks and packs them, the
 * same way for every kernel, and the kernel has to write no more than {@link #tile}, {@link #row}
 * and {@link #dots}. {@link Split} shares it among threads.
 *
 * <p>Both begin with what stands in C and add one product after the other, as the triple loop does.
 * So an entry has the same bits wherever in a tile it stands, and however the work is cut.
 */
abstract class TiledKernel implements Kernel {
  final int rows; // of a tile
  final int cols; // of a tile, at most
  final int lanes; // a tile may be narrower, by a multiple of these

  private final ThreadLocal<Split> split;

  TiledKernel(int rows, int cols, int lanes, ThreadTeam team) {
    this.rows = rows;
    this.cols = cols;
    this.lanes = lanes;
    split = ThreadLocal.withInitial(() -> new Split(this, team));
  }

  /** What people call it. */
  abstract String name();

  /** The calling thread's own. */
  final Product product() {
    return split.get().own();
  }

  /** Columns of a tile where so many are left: whole vectors, the last one with room to spare. */
  final int width(int left) {
    return left >= cols ? cols : (left + lanes - 1) / lanes * lanes;
  }

  @Override
  public final void pack(int k, int n, double[] b, int bAt, int bRow, Packed to) {
    to.pack(this, product().b.set(b, bAt, bRow, 1), k, n);
  }

  @Override
  public final void packTrans(int k, int n, double[] b, int bAt, int bRow, Packed to) {
    to.pack(this, product().b.set(b, bAt, 1, bRow), k, n);
  }

  @Override
  public final void gemmPacked(
      int m, double[] a, int aAt, int aRow, Packed b, double[] c, int cAt, int cRow) {
    b.requirePackedBy(this);
    Split p = split.get();
    p.a.set(a, aAt, aRow, 1);
    p.c.set(c, cAt, cRow, 1);
    p.compute(m, b);
  }

  // spotless:off
  /**
   * {@code C += A · B} for one tile: A is (rows × k), B is (k × cols), C is (rows × cols), and
   * {@code cols} is a multiple of {@link #lanes}. Entry (i, p) of A stands at
   * {@code aAt + i · aRow + p · aCol}, where aCol is 1, or aRow is 1 and aCol is {@link #rows}.
   */
  abstract void tile(
      int cols, int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow);

  /** {@code C += A · B} for one row: A is (1 × k), entries aCol apart, B is (k × n), C (1 × n). */
  abstract void row(
      int n, int k, double[] a, int aAt, int aCol,
      double[] b, int bAt, int bRow, double[] c, int cAt);

  /** Copies {@code rows} rows of {@code n} entries. */
  void copy(
      int rows, int n, double[] from, int at, int row, double[] to, int toAt, int toRow) {
    for (int r = 0; r < rows; r++) { System.arraycopy(from, at + r * row, to, toAt + r * toRow, n); }
  }

  /**
   * {@code C += A · Bᵀ} for one row: A is (1 × k), B is (n × k), C is (1 × n), entries cCol apart.
   *
   * @param sums room for eight vectors
   */
  abstract void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int bRow,
      double[] c, int cAt, int cCol, double[] sums);

  @Override
  public final void gemm(
      int m, int n, int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow) {
    Split p = split.get();
    p.a.set(a, aAt, aRow, 1);
    p.b.set(b, bAt, bRow, 1);
    p.c.set(c, cAt, cRow, 1);
    p.compute(m, n, k);
  }

  @Override
  public final void gemmTransA(
      int m, int n, int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow) {
    Split p = split.get();
    p.a.set(a, aAt, 1, aRow);
    p.b.set(b, bAt, bRow, 1);
    p.c.set(c, cAt, cRow, 1);
    p.compute(m, n, k);
  }

  @Override
  public final void gemmTransB(
      int m, int n, int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow) {
    Split p = split.get();
    p.a.set(a, aAt, aRow, 1);
    p.b.set(b, bAt, 1, bRow);
    p.c.set(c, cAt, cRow, 1);
    p.compute(m, n, k);
  }
  // spotless:on
}
