package unrolled.matrix;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the JDK's Vector API, which only the files of this package named {@code Vector…}
 * import. It computes what {@link ScalarKernel} does.
 *
 * <p>A tile of C, 8 rows × 3 vectors, stays in registers while the whole depth passes by: 24 sums,
 * the three vectors of a row of B, and one number of A in all lanes fill 28 of the 32 registers.
 * Each vector read from B is used eight times. Processors with vectors of 4 lanes mostly have 16
 * registers, and there a tile is 4 rows × 2 vectors.
 *
 * <p>Three things keep the JIT compiler from putting vectors on the heap, which costs half the
 * speed or more. The species is a constant of this class. The sums are local variables, not an
 * array. And the tiles call the API and no helper of ours: in a method this large the compiler
 * stops looking into ours, but never into the API's own.
 */
final class VectorKernel extends TiledKernel {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean FEW_REGISTERS = L == 4;

  private final Elementwise elementwise = new VectorElementwise();
  private final Gates gates = new VectorGates(elementwise);

  VectorKernel() {
    super(FEW_REGISTERS ? 4 : 8, (FEW_REGISTERS ? 2 : 3) * L, (FEW_REGISTERS ? 2 : 1) * L);
  }

  /** Lanes in one vector on this machine. */
  static int lanes() {
    return L;
  }

  // spotless:off
  @Override
  void tile(
      int cols, int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow) {
    if (FEW_REGISTERS) tile4(k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow);
    else if (cols == 3 * L) tile3(k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow);
    else if (cols == 2 * L) tile2(k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow);
    else tile1(k, a, aAt, aRow, aCol, b, bAt, bRow, c, cAt, cRow);
  }

  private static void tile3(
      int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L), s02 = fromArray(S, c, c0 + 2 * L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L), s12 = fromArray(S, c, c1 + 2 * L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L), s22 = fromArray(S, c, c2 + 2 * L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L), s32 = fromArray(S, c, c3 + 2 * L),
        s40 = fromArray(S, c, c4), s41 = fromArray(S, c, c4 + L), s42 = fromArray(S, c, c4 + 2 * L),
        s50 = fromArray(S, c, c5), s51 = fromArray(S, c, c5 + L), s52 = fromArray(S, c, c5 + 2 * L),
        s60 = fromArray(S, c, c6), s61 = fromArray(S, c, c6 + L), s62 = fromArray(S, c, c6 + 2 * L),
        s70 = fromArray(S, c, c7), s71 = fromArray(S, c, c7 + L), s72 = fromArray(S, c, c7 + 2 * L);
    for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aCol, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L), b2 = fromArray(S, b, y + 2 * L);
      v = broadcast(S, a[x]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01); s02 = v.fma(b2, s02);
      v = broadcast(S, a[x + aRow]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11); s12 = v.fma(b2, s12);
      v = broadcast(S, a[x + 2 * aRow]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21); s22 = v.fma(b2, s22);
      v = broadcast(S, a[x + 3 * aRow]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31); s32 = v.fma(b2, s32);
      v = broadcast(S, a[x + 4 * aRow]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41); s42 = v.fma(b2, s42);
      v = broadcast(S, a[x + 5 * aRow]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51); s52 = v.fma(b2, s52);
      v = broadcast(S, a[x + 6 * aRow]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61); s62 = v.fma(b2, s62);
      v = broadcast(S, a[x + 7 * aRow]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71); s72 = v.fma(b2, s72);
    }
    s00.intoArray(c, c0); s01.intoArray(c, c0 + L); s02.intoArray(c, c0 + 2 * L);
    s10.intoArray(c, c1); s11.intoArray(c, c1 + L); s12.intoArray(c, c1 + 2 * L);
    s20.intoArray(c, c2); s21.intoArray(c, c2 + L); s22.intoArray(c, c2 + 2 * L);
    s30.intoArray(c, c3); s31.intoArray(c, c3 + L); s32.intoArray(c, c3 + 2 * L);
    s40.intoArray(c, c4); s41.intoArray(c, c4 + L); s42.intoArray(c, c4 + 2 * L);
    s50.intoArray(c, c5); s51.intoArray(c, c5 + L); s52.intoArray(c, c5 + 2 * L);
    s60.intoArray(c, c6); s61.intoArray(c, c6 + L); s62.intoArray(c, c6 + 2 * L);
    s70.intoArray(c, c7); s71.intoArray(c, c7 + L); s72.intoArray(c, c7 + 2 * L);
  }

  private static void tile2(
      int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L),
        s40 = fromArray(S, c, c4), s41 = fromArray(S, c, c4 + L),
        s50 = fromArray(S, c, c5), s51 = fromArray(S, c, c5 + L),
        s60 = fromArray(S, c, c6), s61 = fromArray(S, c, c6 + L),
        s70 = fromArray(S, c, c7), s71 = fromArray(S, c, c7 + L);
    for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aCol, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[x]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[x + aRow]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[x + 2 * aRow]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[x + 3 * aRow]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
      v = broadcast(S, a[x + 4 * aRow]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41);
      v = broadcast(S, a[x + 5 * aRow]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51);
      v = broadcast(S, a[x + 6 * aRow]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61);
      v = broadcast(S, a[x + 7 * aRow]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71);
    }
    s00.intoArray(c, c0); s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1); s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2); s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3); s31.intoArray(c, c3 + L);
    s40.intoArray(c, c4); s41.intoArray(c, c4 + L);
    s50.intoArray(c, c5); s51.intoArray(c, c5 + L);
    s60.intoArray(c, c6); s61.intoArray(c, c6 + L);
    s70.intoArray(c, c7); s71.intoArray(c, c7 + L);
  }

  private static void tile1(
      int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    DoubleVector
        s00 = fromArray(S, c, c0),
        s10 = fromArray(S, c, c1),
        s20 = fromArray(S, c, c2),
        s30 = fromArray(S, c, c3),
        s40 = fromArray(S, c, c4),
        s50 = fromArray(S, c, c5),
        s60 = fromArray(S, c, c6),
        s70 = fromArray(S, c, c7);
    for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aCol, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y);
      v = broadcast(S, a[x]); s00 = v.fma(b0, s00);
      v = broadcast(S, a[x + aRow]); s10 = v.fma(b0, s10);
      v = broadcast(S, a[x + 2 * aRow]); s20 = v.fma(b0, s20);
      v = broadcast(S, a[x + 3 * aRow]); s30 = v.fma(b0, s30);
      v = broadcast(S, a[x + 4 * aRow]); s40 = v.fma(b0, s40);
      v = broadcast(S, a[x + 5 * aRow]); s50 = v.fma(b0, s50);
      v = broadcast(S, a[x + 6 * aRow]); s60 = v.fma(b0, s60);
      v = broadcast(S, a[x + 7 * aRow]); s70 = v.fma(b0, s70);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c1);
    s20.intoArray(c, c2);
    s30.intoArray(c, c3);
    s40.intoArray(c, c4);
    s50.intoArray(c, c5);
    s60.intoArray(c, c6);
    s70.intoArray(c, c7);
  }

  /** The tile for 16 registers: 4 rows × 2 vectors. */
  private static void tile4(
      int k, double[] a, int aAt, int aRow, int aCol,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L);
    for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aCol, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[x]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[x + aRow]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[x + 2 * aRow]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[x + 3 * aRow]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
    }
    s00.intoArray(c, c0); s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1); s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2); s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3); s31.intoArray(c, c3 + L);
  }
  // spotless:on

  /** Four rows of B at a time, so that C is read and written once for four products. */
  @Override
  void row(
      int n,
      int k,
      double[] a,
      int aAt,
      int aCol,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt) {
    int p = 0;
    for (; p + 4 <= k; p += 4)
      fourRows(n, a, aAt + p * aCol, aCol, b, bAt + p * bRow, bRow, c, cAt);
    for (; p < k; p++) axpy(n, a[aAt + p * aCol], b, bAt + p * bRow, c, cAt);
  }

  private static void fourRows(
      int n, double[] a, int aAt, int aCol, double[] b, int b0, int bRow, double[] c, int cAt) {
    double a0 = a[aAt], a1 = a[aAt + aCol], a2 = a[aAt + 2 * aCol], a3 = a[aAt + 3 * aCol];
    DoubleVector v0 = broadcast(S, a0), v1 = broadcast(S, a1);
    DoubleVector v2 = broadcast(S, a2), v3 = broadcast(S, a3);
    int b1 = b0 + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
    int j = 0;
    for (; j + L <= n; j += L) {
      DoubleVector s = v0.fma(fromArray(S, b, b0 + j), fromArray(S, c, cAt + j));
      s = v1.fma(fromArray(S, b, b1 + j), s);
      s = v2.fma(fromArray(S, b, b2 + j), s);
      v3.fma(fromArray(S, b, b3 + j), s).intoArray(c, cAt + j);
    }
    for (; j < n; j++) {
      double s = Math.fma(a1, b[b1 + j], Math.fma(a0, b[b0 + j], c[cAt + j]));
      c[cAt + j] = Math.fma(a3, b[b3 + j], Math.fma(a2, b[b2 + j], s));
    }
  }

  @Override
  public void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    DoubleVector f = broadcast(S, factor);
    int i = 0;
    for (; i + L <= n; i += L)
      f.fma(fromArray(S, x, xAt + i), fromArray(S, y, yAt + i)).intoArray(y, yAt + i);
    for (; i < n; i++) y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Gates gates() {
    return gates;
  }
}
