package unrolled.matrix.gemm;

/**
 * General matrix multiplication, BLAS's GEMM with α = β = 1, for matrices in row-major arrays.
 *
 * <p>Entry (r, c) of A stands at {@code a[aAt + r · lda + c]}: {@code aAt} is the offset of its
 * first entry, and {@code lda}, its leading dimension, the distance between its rows. The same for
 * B and C. All products add to C. C must not overlap A or B; callers check that, and the shapes.
 *
 * <p>The two letters of a method are BLAS's, for A and for B: n for the matrix as it stands, t for
 * its transpose.
 *
 * <p>All products are one: {@link Split} shares it among threads, {@link BlockedProduct} cuts it
 * into blocks and packs them, and a {@link MicroKernel} computes the tiles. An entry begins with
 * what stands in C and adds one product after the other, as the triple loop does. So it has the
 * same bits wherever in a tile it stands, and however the work is cut.
 *
 * <p>Each thread has buffers of its own. A caller would have to carry them through all that
 * computes, to save the 1.4 ns in which a thread finds them (AMD EPYC, family 26).
 */
public final class Gemm {
  final MicroKernel micro;
  final Blocking blocking;
  private final ThreadLocal<Split> split;

  /** Products made of the tiles of {@code micro}, cut as {@code blocking} says. */
  public Gemm(MicroKernel micro, Blocking blocking, ThreadTeam team) {
    this.micro = micro;
    this.blocking = blocking.inTiles(micro.rows, micro.cols);
    split = ThreadLocal.withInitial(() -> new Split(this, team));
  }

  /** The calling thread's own. */
  BlockedProduct product() {
    return split.get().own();
  }

  /** {@code C += A · B}: A is (m × k), B is (k × n), C is (m × n). */
  public void nn(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int lda,
      double[] b,
      int bAt,
      int ldb,
      double[] c,
      int cAt,
      int ldc) {
    Split product = split.get();
    product.a.set(a, aAt, lda, 1);
    product.b.set(b, bAt, ldb, 1);
    product.c.set(c, cAt, ldc, 1);
    product.compute(m, n, k);
  }

  /** {@code C += Aᵀ · B}: A is (k × m), B is (k × n), C is (m × n). */
  public void tn(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int lda,
      double[] b,
      int bAt,
      int ldb,
      double[] c,
      int cAt,
      int ldc) {
    Split product = split.get();
    product.a.set(a, aAt, 1, lda);
    product.b.set(b, bAt, ldb, 1);
    product.c.set(c, cAt, ldc, 1);
    product.compute(m, n, k);
  }

  /**
   * {@code C += A · Bᵀ}: A is (m × k), B is (n × k), C is (m × n). With one row it may differ in
   * the last bits from {@link #nn} on a transposed copy; with more it does not.
   */
  public void nt(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int lda,
      double[] b,
      int bAt,
      int ldb,
      double[] c,
      int cAt,
      int ldc) {
    Split product = split.get();
    product.a.set(a, aAt, lda, 1);
    product.b.set(b, bAt, 1, ldb);
    product.c.set(c, cAt, ldc, 1);
    product.compute(m, n, k);
  }

  /** Packs B, which is (k × n), as the right factor of {@link #packed}. */
  public void pack(int k, int n, double[] b, int bAt, int ldb, PackedB to) {
    to.pack(this, product().b.set(b, bAt, ldb, 1), k, n);
  }

  /** Packs Bᵀ, which is (k × n), of a B that is (n × k). */
  public void packTrans(int k, int n, double[] b, int bAt, int ldb, PackedB to) {
    to.pack(this, product().b.set(b, bAt, 1, ldb), k, n);
  }

  /**
   * {@code C += A · B} for a B (k × n) that was packed: A is (m × k), C is (m × n). The result has
   * the bits that {@link #nn} gives.
   *
   * @throws IllegalArgumentException if B was not packed for these products
   */
  public void packed(int m, double[] a, int aAt, int lda, PackedB b, double[] c, int cAt, int ldc) {
    b.requirePackedBy(this);
    Split product = split.get();
    product.a.set(a, aAt, lda, 1);
    product.c.set(c, cAt, ldc, 1);
    product.compute(m, b);
  }

  /** {@code y += factor · x} over {@code n} entries. */
  public void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    micro.axpy(n, factor, x, xAt, y, yAt);
  }
}
