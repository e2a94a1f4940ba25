package unrolled.matrix;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorKernel}.
 *
 * <p>A tile of C, 8 rows × 3 vectors, stays in registers while the whole depth passes by: 24 sums,
 * the three vectors of a row of B, and one number of A in all lanes fill 28 of the 32 registers.
 * Each vector read from B is used eight times. Processors with vectors of 4 lanes mostly have 16
 * registers, and there a tile is 4 rows × 2 vectors.
 *
 * <p>A is read where it stands, row beside row, by an index that grows by one with each step: such
 * an index the compiler checks once, before the loop. {@link VectorTilePacked} has the other form.
 *
 * <p>Three things keep the JIT compiler from putting vectors on the heap, which costs half the
 * speed or more. The species is a constant of this class. The sums are local variables, not an
 * array. And the tiles call the API and no helper of ours: in a method this large the compiler
 * stops looking into ours, but never into the API's own.
 */
final class VectorTile {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorTile() {}

  // spotless:off
  static void tile3(
      int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int a1 = aAt + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    int a5 = a4 + aRow, a6 = a5 + aRow, a7 = a6 + aRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L), s02 = fromArray(S, c, c0 + 2 * L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L), s12 = fromArray(S, c, c1 + 2 * L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L), s22 = fromArray(S, c, c2 + 2 * L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L), s32 = fromArray(S, c, c3 + 2 * L),
        s40 = fromArray(S, c, c4), s41 = fromArray(S, c, c4 + L), s42 = fromArray(S, c, c4 + 2 * L),
        s50 = fromArray(S, c, c5), s51 = fromArray(S, c, c5 + L), s52 = fromArray(S, c, c5 + 2 * L),
        s60 = fromArray(S, c, c6), s61 = fromArray(S, c, c6 + L), s62 = fromArray(S, c, c6 + 2 * L),
        s70 = fromArray(S, c, c7), s71 = fromArray(S, c, c7 + L), s72 = fromArray(S, c, c7 + 2 * L);
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L), b2 = fromArray(S, b, y + 2 * L);
      v = broadcast(S, a[aAt + p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01); s02 = v.fma(b2, s02);
      v = broadcast(S, a[a1 + p]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11); s12 = v.fma(b2, s12);
      v = broadcast(S, a[a2 + p]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21); s22 = v.fma(b2, s22);
      v = broadcast(S, a[a3 + p]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31); s32 = v.fma(b2, s32);
      v = broadcast(S, a[a4 + p]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41); s42 = v.fma(b2, s42);
      v = broadcast(S, a[a5 + p]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51); s52 = v.fma(b2, s52);
      v = broadcast(S, a[a6 + p]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61); s62 = v.fma(b2, s62);
      v = broadcast(S, a[a7 + p]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71); s72 = v.fma(b2, s72);
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

  static void tile2(
      int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int a1 = aAt + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    int a5 = a4 + aRow, a6 = a5 + aRow, a7 = a6 + aRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L),
        s40 = fromArray(S, c, c4), s41 = fromArray(S, c, c4 + L),
        s50 = fromArray(S, c, c5), s51 = fromArray(S, c, c5 + L),
        s60 = fromArray(S, c, c6), s61 = fromArray(S, c, c6 + L),
        s70 = fromArray(S, c, c7), s71 = fromArray(S, c, c7 + L);
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[aAt + p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[a1 + p]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[a2 + p]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[a3 + p]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
      v = broadcast(S, a[a4 + p]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41);
      v = broadcast(S, a[a5 + p]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51);
      v = broadcast(S, a[a6 + p]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61);
      v = broadcast(S, a[a7 + p]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71);
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

  static void tile1(
      int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow, c4 = c3 + cRow;
    int a1 = aAt + aRow, a2 = a1 + aRow, a3 = a2 + aRow, a4 = a3 + aRow;
    int c5 = c4 + cRow, c6 = c5 + cRow, c7 = c6 + cRow;
    int a5 = a4 + aRow, a6 = a5 + aRow, a7 = a6 + aRow;
    DoubleVector
        s00 = fromArray(S, c, c0),
        s10 = fromArray(S, c, c1),
        s20 = fromArray(S, c, c2),
        s30 = fromArray(S, c, c3),
        s40 = fromArray(S, c, c4),
        s50 = fromArray(S, c, c5),
        s60 = fromArray(S, c, c6),
        s70 = fromArray(S, c, c7);
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y);
      v = broadcast(S, a[aAt + p]); s00 = v.fma(b0, s00);
      v = broadcast(S, a[a1 + p]); s10 = v.fma(b0, s10);
      v = broadcast(S, a[a2 + p]); s20 = v.fma(b0, s20);
      v = broadcast(S, a[a3 + p]); s30 = v.fma(b0, s30);
      v = broadcast(S, a[a4 + p]); s40 = v.fma(b0, s40);
      v = broadcast(S, a[a5 + p]); s50 = v.fma(b0, s50);
      v = broadcast(S, a[a6 + p]); s60 = v.fma(b0, s60);
      v = broadcast(S, a[a7 + p]); s70 = v.fma(b0, s70);
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
  static void tile4(
      int k, double[] a, int aAt, int aRow,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
    int a1 = aAt + aRow, a2 = a1 + aRow, a3 = a2 + aRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L);
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[aAt + p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[a1 + p]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[a2 + p]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[a3 + p]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
    }
    s00.intoArray(c, c0); s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1); s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2); s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3); s31.intoArray(c, c3 + L);
  }
  // spotless:on
}
