package unrolled.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the JDK's Vector API; the only file that imports it. Each procedure is a vector
 * body and a scalar tail, and computes what {@link ScalarKernel} does.
 *
 * <p>In the products, a tile of C (4 rows × 2 vectors) stays in registers while the whole inner
 * dimension passes by: each vector read from B is used four times, and C is read and written once.
 */
final class VectorKernel implements Kernel {
  // Must be a constant of this class, or the JIT compiler boxes every vector.
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 4;

  /** Lanes in one vector on this machine. */
  static int lanes() {
    return LANES;
  }

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
    int j = 0;
    for (; j + 2 * LANES <= n; j += 2 * LANES) {
      int i = 0;
      for (; i + ROWS <= m; i += ROWS)
        tile(k, a, aAt + i * aRow, aRow, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j, cRow);
      for (; i < m; i++) {
        int row = aAt + i * aRow;
        strip(k, a, row, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j);
        strip(k, a, row, aCol, b, bAt + j + LANES, bRow, c, cAt + i * cRow + j + LANES);
      }
    }
    for (; j + LANES <= n; j += LANES)
      for (int i = 0; i < m; i++)
        strip(k, a, aAt + i * aRow, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j);
    for (; j < n; j++)
      for (int i = 0; i < m; i++)
        entry(k, a, aAt + i * aRow, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j);
  }

  /**
   * 4 rows × 2 vectors of C. The eight sums are local variables: an array of them would be boxed.
   */
  private static void tile(
      int k,
      double[] a,
      int aAt,
      int aRow,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int c0,
      int cRow) {
    DoubleVector s00 = load(c, c0), s01 = load(c, c0 + LANES);
    DoubleVector s10 = load(c, c0 + cRow), s11 = load(c, c0 + cRow + LANES);
    DoubleVector s20 = load(c, c0 + 2 * cRow), s21 = load(c, c0 + 2 * cRow + LANES);
    DoubleVector s30 = load(c, c0 + 3 * cRow), s31 = load(c, c0 + 3 * cRow + LANES);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = load(b, bAt + p * bRow), b1 = load(b, bAt + p * bRow + LANES);
      int at = aAt + p * aCol;
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
    }
    store(s00, s01, c, c0);
    store(s10, s11, c, c0 + cRow);
    store(s20, s21, c, c0 + 2 * cRow);
    store(s30, s31, c, c0 + 3 * cRow);
  }

  /** One row × one vector of C. */
  private static void strip(
      int k, double[] a, int aAt, int aCol, double[] b, int bAt, int bRow, double[] c, int cAt) {
    DoubleVector s = load(c, cAt);
    for (int p = 0; p < k; p++)
      s = DoubleVector.broadcast(SPECIES, a[aAt + p * aCol]).fma(load(b, bAt + p * bRow), s);
    s.intoArray(c, cAt);
  }

  /** One entry of C, with the same rounding as in a vector. */
  private static void entry(
      int k, double[] a, int aAt, int aCol, double[] b, int bAt, int bRow, double[] c, int cAt) {
    double s = c[cAt];
    for (int p = 0; p < k; p++) s = Math.fma(a[aAt + p * aCol], b[bAt + p * bRow], s);
    c[cAt] = s;
  }

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

  private static double dot(int k, double[] a, int aAt, double[] b, int bAt) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    int p = 0;
    for (; p + 2 * LANES <= k; p += 2 * LANES) {
      s0 = load(a, aAt + p).fma(load(b, bAt + p), s0);
      s1 = load(a, aAt + p + LANES).fma(load(b, bAt + p + LANES), s1);
    }
    double sum = s0.add(s1).reduceLanes(VectorOperators.ADD);
    for (; p < k; p++) sum = Math.fma(a[aAt + p], b[bAt + p], sum);
    return sum;
  }

  @Override
  public void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i + LANES <= n; i += LANES)
      f.fma(load(x, xAt + i), load(y, yAt + i)).intoArray(y, yAt + i);
    for (; i < n; i++) y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
  }

  private static DoubleVector load(double[] from, int at) {
    return DoubleVector.fromArray(SPECIES, from, at);
  }

  private static void store(DoubleVector left, DoubleVector right, double[] c, int at) {
    left.intoArray(c, at);
    right.intoArray(c, at + LANES);
  }
}
