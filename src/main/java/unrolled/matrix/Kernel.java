package unrolled.matrix;

/**
 * The few array procedures in which a recurrent network spends its time.
 *
 * <p>Every matrix is row-major: entry (r, c) of A stands at {@code a[aAt + r · aRow + c]}, where
 * {@code aAt} is the offset of its first entry and {@code aRow} the distance between its rows. All
 * products add to C. C must not overlap A or B; callers check that, and the shapes.
 *
 * <p>Two implementations stand side by side, {@link ScalarKernel} and {@code VectorKernel}, under
 * the same tests; {@link Kernels} says which is active. They may differ in the last bits, because a
 * fused multiply-add rounds once where a product and a sum round twice.
 */
public interface Kernel {
  /** {@code C += A · B}: A is (m × k), B is (k × n), C is (m × n). */
  void gemm(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int cRow);

  /** {@code C += Aᵀ · B}: A is (k × m), B is (k × n), C is (m × n). */
  void gemmTransA(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int cRow);

  /**
   * {@code C += A · Bᵀ}: A is (m × k), B is (n × k), C is (m × n). With one row it may differ in
   * the last bits from {@link #gemm} on a transposed copy; with more it does not.
   */
  void gemmTransB(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int cRow);

  /** Packs B, which is (k × n), as the right factor of {@link #gemmPacked}. */
  void pack(int k, int n, double[] b, int bAt, int bRow, Packed to);

  /** Packs Bᵀ, which is (k × n), of a B that is (n × k). */
  void packTrans(int k, int n, double[] b, int bAt, int bRow, Packed to);

  /**
   * {@code C += A · B} for a B (k × n) that was packed: A is (m × k), C is (m × n). The result has
   * the bits that {@link #gemm} gives.
   *
   * @throws IllegalArgumentException if this kernel has not packed B
   */
  void gemmPacked(int m, double[] a, int aAt, int aRow, Packed b, double[] c, int cAt, int cRow);

  /** {@code y += factor · x} over {@code n} entries. */
  void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt);

  /** Functions of every entry, in the same form as this kernel. */
  Elementwise elementwise();

  /** What gated networks do between two products, in the same form as this kernel. */
  Gates gates();
}
