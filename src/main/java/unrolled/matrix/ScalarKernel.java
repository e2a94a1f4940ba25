package unrolled.matrix;

/**
 * The kernel in plain Java. What it computes is the textbook's triple loop:
 *
 * <pre>{@code
 * for (int i = 0; i < m; i++)
 *   for (int j = 0; j < n; j++)
 *     for (int p = 0; p < k; p++) C[i][j] += A[i][p] * B[p][j];
 * }</pre>
 *
 * <p>Three things differ. The loops run i-p-j, so that the innermost walks along rows of B and C
 * and the JIT compiler turns it into vector instructions. They run over blocks, so that the part of
 * B in use stays in the cache. And four rows of C are computed at once, so that each number read
 * from B is used four times.
 */
final class ScalarKernel implements Kernel {
  private static final int ROWS = 4; // rows of C computed at once
  private static final int DEPTH = 64; // rows of B in a block
  private static final int WIDTH = 256; // columns of B in a block: 64 · 256 doubles are 128 KiB

  @Override
  public void gemm(
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
      int cRow) {
    product(m, n, k, a, aAt, aRow, 1, b, bAt, bRow, c, cAt, cRow);
  }

  @Override
  public void gemmTransA(
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
      int cRow) {
    product(m, n, k, a, aAt, 1, aRow, b, bAt, bRow, c, cAt, cRow);
  }

  /** Entry (i, p) of the left factor stands at {@code aAt + i · aRow + p · aCol}. */
  private static void product(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int cRow) {
    for (int p = 0; p < k; p += DEPTH)
      for (int j = 0; j < n; j += WIDTH) {
        int depth = Math.min(k - p, DEPTH);
        int width = Math.min(n - j, WIDTH);
        int aFrom = aAt + p * aCol;
        int bFrom = bAt + p * bRow + j;
        block(m, width, depth, a, aFrom, aRow, aCol, b, bFrom, bRow, c, cAt + j, cRow);
      }
  }

  /** The product of all rows of A with one block of B. */
  private static void block(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int cRow) {
    int i = 0;
    for (; i + ROWS <= m; i += ROWS)
      for (int p = 0; p < k; p++) {
        int at = aAt + i * aRow + p * aCol;
        fourRows(n, a, at, aRow, b, bAt + p * bRow, c, cAt + i * cRow, cRow);
      }
    for (; i < m; i++)
      for (int p = 0; p < k; p++)
        oneRow(n, a[aAt + i * aRow + p * aCol], b, bAt + p * bRow, c, cAt + i * cRow);
  }

  private static void fourRows(
      int width,
      double[] a,
      int aAt,
      int aRow,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int cRow) {
    double a0 = a[aAt];
    double a1 = a[aAt + aRow];
    double a2 = a[aAt + 2 * aRow];
    double a3 = a[aAt + 3 * aRow];
    int c1 = cAt + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    for (int j = 0; j < width; j++) {
      double v = b[bAt + j];
      c[cAt + j] += a0 * v;
      c[c1 + j] += a1 * v;
      c[c2 + j] += a2 * v;
      c[c3 + j] += a3 * v;
    }
  }

  private static void oneRow(int width, double a0, double[] b, int bAt, double[] c, int cAt) {
    for (int j = 0; j < width; j++) c[cAt + j] += a0 * b[bAt + j];
  }

  /** Both factors are read along rows, so each entry of C is a dot product. */
  @Override
  public void gemmTransB(
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
      int cRow) {
    for (int i = 0; i < m; i++)
      for (int j = 0; j < n; j++)
        c[cAt + i * cRow + j] += dot(k, a, aAt + i * aRow, b, bAt + j * bRow);
  }

  /** Four sums, because one would make every addition wait for the one before it. */
  private static double dot(int k, double[] a, int aAt, double[] b, int bAt) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      s0 += a[aAt + p] * b[bAt + p];
      s1 += a[aAt + p + 1] * b[bAt + p + 1];
      s2 += a[aAt + p + 2] * b[bAt + p + 2];
      s3 += a[aAt + p + 3] * b[bAt + p + 3];
    }
    for (; p < k; p++) s0 += a[aAt + p] * b[bAt + p];
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) y[yAt + i] += factor * x[xAt + i];
  }
}
