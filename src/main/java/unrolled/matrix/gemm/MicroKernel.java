package unrolled.matrix.gemm;

/**
 * The innermost part of a product: what is computed while a tile of C stays in registers.
 *
 * <p>{@link ScalarMicroKernel} and {@code VectorMicroKernel} stand side by side, under the same
 * tests. They may differ in the last bits, because a fused multiply-add rounds once where a product
 * and a sum round twice.
 */
public abstract class MicroKernel {
  final int rows; // of a tile: BLIS's MR
  final int fewRows; // of a lower tile, for the last rows; as many as rows where there is none
  final int cols; // of a tile, at most: BLIS's NR
  final int lanes; // a tile may be narrower, by a multiple of these

  MicroKernel(int rows, int fewRows, int cols, int lanes) {
    this.rows = rows;
    this.fewRows = fewRows;
    this.cols = cols;
    this.lanes = lanes;
  }

  /** What people call it. */
  public abstract String name();

  /** Rows of a tile where so many are left: as few as hold them. */
  final int height(int left) {
    return left <= fewRows ? fewRows : rows;
  }

  /** Columns of a tile where so many are left: whole vectors, the last one with room to spare. */
  final int width(int left) {
    return left >= cols ? cols : (left + lanes - 1) / lanes * lanes;
  }

  // spotless:off
  /**
   * {@code C += A · B} for one tile: A is (rows × k), B is (k × cols), C is (rows × cols), and
   * {@code rows} is {@link #rows} or {@link #fewRows}, and {@code cols} is a multiple of
   * {@link #lanes}. Entry (i, p) of A stands at {@code aAt + i · rsa + p · csa}, where csa is 1
   * and rows is {@link #rows}, or rsa is 1 and csa is rows.
   */
  abstract void tile(
      int rows, int cols, int k, double[] a, int aAt, int rsa, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt, int ldc);

  /** {@code C += A · B} for one row: A is (1 × k), entries csa apart, B is (k × n), C (1 × n). */
  abstract void row(
      int n, int k, double[] a, int aAt, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt);

  /**
   * {@code C += A · Bᵀ} for one row: A is (1 × k), B is (n × k), C is (1 × n), entries csc apart.
   *
   * @param sums room for eight vectors
   */
  abstract void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int ldb,
      double[] c, int cAt, int csc, double[] sums);

  /** Copies {@code rows} rows of {@code n} entries. */
  void copy(
      int rows, int n, double[] from, int at, int ld, double[] to, int toAt, int ldTo) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, at + r * ld, to, toAt + r * ldTo, n);
    }
  }
  // spotless:on

  /** {@code y += factor · x} over {@code n} entries. */
  abstract void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt);
}
