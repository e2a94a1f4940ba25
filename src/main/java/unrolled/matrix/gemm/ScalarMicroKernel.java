package unrolled.matrix.gemm;

/**
 * The micro-kernel in plain Java. What it computes is the textbook's triple loop:
 *
 * <pre>{@code
 * for (int i = 0; i < m; i++)
 *   for (int j = 0; j < n; j++)
 *     for (int p = 0; p < k; p++) C[i][j] += A[i][p] * B[p][j];
 * }</pre>
 *
 * <p>Here the innermost loop walks along rows of B and C, and the JIT compiler turns it into vector
 * instructions. It does two rows of C and four of B at once, so that a number read is used more
 * than once before the next takes its place. The work comes to it in blocks, see {@link
 * BlockedProduct}.
 */
public final class ScalarMicroKernel extends MicroKernel {
  private static final int ROWS = 2; // of C at once
  private static final int COLS = 256;

  /** One that holds nothing: all of them are alike. */
  public ScalarMicroKernel() {
    super(ROWS, ROWS, COLS, 1);
  }

  @Override
  public String name() {
    return "scalar kernel";
  }

  // spotless:off
  @Override
  void tile(
      int rows, int cols, int k, double[] a, int aAt, int rsa, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt, int ldc) {
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      twoRows(cols, a, aAt + p * csa, rsa, csa, b, bAt + p * ldb, ldb, c, cAt, ldc);
    }
    for (; p < k; p++) {
      for (int i = 0; i < ROWS; i++) {
        axpy(cols, a[aAt + i * rsa + p * csa], b, bAt + p * ldb, c, cAt + i * ldc);
      }
    }
  }

  private static void twoRows(
      int cols, double[] a, int aAt, int rsa, int csa,
      double[] b, int b0, int ldb, double[] c, int c0, int ldc) {
    int a1 = aAt + rsa, b1 = b0 + ldb, b2 = b1 + ldb, b3 = b2 + ldb, c1 = c0 + ldc;
    double a00 = a[aAt], a01 = a[aAt + csa], a02 = a[aAt + 2 * csa], a03 = a[aAt + 3 * csa];
    double a10 = a[a1], a11 = a[a1 + csa], a12 = a[a1 + 2 * csa], a13 = a[a1 + 3 * csa];
    for (int j = 0; j < cols; j++) {
      double v0 = b[b0 + j], v1 = b[b1 + j], v2 = b[b2 + j], v3 = b[b3 + j];
      c[c0 + j] = c[c0 + j] + a00 * v0 + a01 * v1 + a02 * v2 + a03 * v3;
      c[c1 + j] = c[c1 + j] + a10 * v0 + a11 * v1 + a12 * v2 + a13 * v3;
    }
  }

  @Override
  void row(
      int n, int k, double[] a, int aAt, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt) {
    for (int p = 0; p < k; p++) {
      axpy(n, a[aAt + p * csa], b, bAt + p * ldb, c, cAt);
    }
  }

  /** Four sums at once, which do not wait for each other. */
  @Override
  void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int ldb,
      double[] c, int cAt, int csc, double[] sums) {
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      int b0 = bAt + j * ldb, b1 = b0 + ldb, b2 = b1 + ldb, b3 = b2 + ldb;
      int c0 = cAt + j * csc, c1 = c0 + csc, c2 = c1 + csc, c3 = c2 + csc;
      double s0 = c[c0], s1 = c[c1], s2 = c[c2], s3 = c[c3];
      for (int p = 0; p < k; p++) {
        double v = a[aAt + p];
        s0 += v * b[b0 + p];
        s1 += v * b[b1 + p];
        s2 += v * b[b2 + p];
        s3 += v * b[b3 + p];
      }
      c[c0] = s0;
      c[c1] = s1;
      c[c2] = s2;
      c[c3] = s3;
    }
    for (; j < n; j++) {
      for (int p = 0; p < k; p++) {
        c[cAt + j * csc] += a[aAt + p] * b[bAt + j * ldb + p];
      }
    }
  }
  // spotless:on

  @Override
  void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += factor * x[xAt + i];
    }
  }
}
