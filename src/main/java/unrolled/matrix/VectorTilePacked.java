package unrolled.matrix;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorTile} for an A that {@link Left} has packed: the numbers of a step
 * stand side by side, at distances the compiler knows.
 */
final class VectorTilePacked {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorTilePacked() {}

  // spotless:off
  static void tile3(
      int k, double[] a, int aAt,
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
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L), b2 = fromArray(S, b, y + 2 * L);
      v = broadcast(S, a[aAt + 8 * p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01); s02 = v.fma(b2, s02);
      v = broadcast(S, a[aAt + 8 * p + 1]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11); s12 = v.fma(b2, s12);
      v = broadcast(S, a[aAt + 8 * p + 2]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21); s22 = v.fma(b2, s22);
      v = broadcast(S, a[aAt + 8 * p + 3]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31); s32 = v.fma(b2, s32);
      v = broadcast(S, a[aAt + 8 * p + 4]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41); s42 = v.fma(b2, s42);
      v = broadcast(S, a[aAt + 8 * p + 5]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51); s52 = v.fma(b2, s52);
      v = broadcast(S, a[aAt + 8 * p + 6]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61); s62 = v.fma(b2, s62);
      v = broadcast(S, a[aAt + 8 * p + 7]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71); s72 = v.fma(b2, s72);
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
      int k, double[] a, int aAt,
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
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[aAt + 8 * p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[aAt + 8 * p + 1]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[aAt + 8 * p + 2]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[aAt + 8 * p + 3]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
      v = broadcast(S, a[aAt + 8 * p + 4]); s40 = v.fma(b0, s40); s41 = v.fma(b1, s41);
      v = broadcast(S, a[aAt + 8 * p + 5]); s50 = v.fma(b0, s50); s51 = v.fma(b1, s51);
      v = broadcast(S, a[aAt + 8 * p + 6]); s60 = v.fma(b0, s60); s61 = v.fma(b1, s61);
      v = broadcast(S, a[aAt + 8 * p + 7]); s70 = v.fma(b0, s70); s71 = v.fma(b1, s71);
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
      int k, double[] a, int aAt,
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
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y);
      v = broadcast(S, a[aAt + 8 * p]); s00 = v.fma(b0, s00);
      v = broadcast(S, a[aAt + 8 * p + 1]); s10 = v.fma(b0, s10);
      v = broadcast(S, a[aAt + 8 * p + 2]); s20 = v.fma(b0, s20);
      v = broadcast(S, a[aAt + 8 * p + 3]); s30 = v.fma(b0, s30);
      v = broadcast(S, a[aAt + 8 * p + 4]); s40 = v.fma(b0, s40);
      v = broadcast(S, a[aAt + 8 * p + 5]); s50 = v.fma(b0, s50);
      v = broadcast(S, a[aAt + 8 * p + 6]); s60 = v.fma(b0, s60);
      v = broadcast(S, a[aAt + 8 * p + 7]); s70 = v.fma(b0, s70);
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
      int k, double[] a, int aAt,
      double[] b, int bAt, int bRow, double[] c, int c0, int cRow) {
    int c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
    DoubleVector
        s00 = fromArray(S, c, c0), s01 = fromArray(S, c, c0 + L),
        s10 = fromArray(S, c, c1), s11 = fromArray(S, c, c1 + L),
        s20 = fromArray(S, c, c2), s21 = fromArray(S, c, c2 + L),
        s30 = fromArray(S, c, c3), s31 = fromArray(S, c, c3 + L);
    for (int p = 0, y = bAt; p < k; p++, y += bRow) {
      DoubleVector v, b0 = fromArray(S, b, y), b1 = fromArray(S, b, y + L);
      v = broadcast(S, a[aAt + 4 * p]); s00 = v.fma(b0, s00); s01 = v.fma(b1, s01);
      v = broadcast(S, a[aAt + 4 * p + 1]); s10 = v.fma(b0, s10); s11 = v.fma(b1, s11);
      v = broadcast(S, a[aAt + 4 * p + 2]); s20 = v.fma(b0, s20); s21 = v.fma(b1, s21);
      v = broadcast(S, a[aAt + 4 * p + 3]); s30 = v.fma(b0, s30); s31 = v.fma(b1, s31);
    }
    s00.intoArray(c, c0); s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1); s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2); s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3); s31.intoArray(c, c3 + L);
  }
  // spotless:on
}
