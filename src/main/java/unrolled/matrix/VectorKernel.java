package unrolled.matrix;

import jdk.incubator.vector.DoubleVector;
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
    int rows = m - m % ROWS;
    int cols = n - n % (2 * LANES);
    for (int j = 0; j < cols; j += 2 * LANES)
      for (int i = 0; i < rows; i += ROWS)
        tile(k, a, aAt + i * aRow, aRow, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j, cRow);
    for (int i = 0; i < m; i++) {
      int row = aAt + i * aRow;
      int j = i < rows ? cols : 0; // what the tiles have left
      for (; j + LANES <= n; j += LANES)
        strip(k, a, row, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j);
      for (; j < n; j++) entry(k, a, row, aCol, b, bAt + j, bRow, c, cAt + i * cRow + j);
    }
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
    DoubleVector s00 = zero(), s01 = zero(), s10 = zero(), s11 = zero();
    DoubleVector s20 = zero(), s21 = zero(), s30 = zero(), s31 = zero();
    for (int p = 0, at = aAt; p < k; p++, at += aCol) {
      DoubleVector b0 = load(b, bAt + p * bRow), b1 = load(b, bAt + p * bRow + LANES);
      s00 = fma(a[at], b0, s00);
      s01 = fma(a[at], b1, s01);
      s10 = fma(a[at + aRow], b0, s10);
      s11 = fma(a[at + aRow], b1, s11);
      s20 = fma(a[at + 2 * aRow], b0, s20);
      s21 = fma(a[at + 2 * aRow], b1, s21);
      s30 = fma(a[at + 3 * aRow], b0, s30);
      s31 = fma(a[at + 3 * aRow], b1, s31);
    }
    add(s00, s01, c, c0);
    add(s10, s11, c, c0 + cRow);
    add(s20, s21, c, c0 + 2 * cRow);
    add(s30, s31, c, c0 + 3 * cRow);
  }

  /** One row × one vector of C. */
  private static void strip(
      int k, double[] a, int aAt, int aCol, double[] b, int bAt, int bRow, double[] c, int cAt) {
    DoubleVector s = load(c, cAt);
    for (int p = 0; p < k; p++) s = fma(a[aAt + p * aCol], load(b, bAt + p * bRow), s);
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
    double sum = sum(s0.add(s1));
    for (; p < k; p++) sum = Math.fma(a[aAt + p], b[bAt + p], sum);
    return sum;
  }

  /**
   * The sum of the lanes, always in this order. The API's own {@code reduceLanes} may take another
   * order once it is compiled, and then a run does not repeat to the bit. Lanes are named by
   * constants, or the JIT compiler boxes the vector.
   */
  private static double sum(DoubleVector v) {
    if (LANES == 2) return v.lane(0) + v.lane(1);
    double four = (v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3));
    if (LANES == 4) return four;
    double sum = four + ((v.lane(4) + v.lane(5)) + (v.lane(6) + v.lane(7)));
    for (int i = 8; i < LANES; i++) sum += v.lane(i);
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

  private static DoubleVector zero() {
    return DoubleVector.zero(SPECIES);
  }

  /** {@code factor · v + s} in every lane. */
  private static DoubleVector fma(double factor, DoubleVector v, DoubleVector s) {
    return DoubleVector.broadcast(SPECIES, factor).fma(v, s);
  }

  private static void add(DoubleVector left, DoubleVector right, double[] c, int at) {
    load(c, at).add(left).intoArray(c, at);
    load(c, at + LANES).add(right).intoArray(c, at + LANES);
  }
}
