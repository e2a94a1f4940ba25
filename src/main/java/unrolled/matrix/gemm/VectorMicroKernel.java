package unrolled.matrix.gemm;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernel on the JDK's Vector API. It computes what {@link ScalarMicroKernel} does; its
 * tiles are in {@code VectorTiles}, and what is done for a single row in {@link VectorRow}.
 *
 * <p>One sum is taken in another order: see {@link VectorRow#dots}.
 */
public final class VectorMicroKernel extends MicroKernel {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean FEW_REGISTERS = S.vectorBitSize() <= 256;

  /** One that holds nothing: all of them are alike. */
  public VectorMicroKernel() {
    super(FEW_REGISTERS ? 4 : 8, 4, (FEW_REGISTERS ? 2 : 3) * L, (FEW_REGISTERS ? 2 : 1) * L);
  }

  @Override
  public String name() {
    return "vector kernel, " + L + " lanes";
  }

  // spotless:off
  @Override
  void tile(
      int rows, int cols, int k, double[] a, int aAt, int rsa, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt, int ldc) {
    if (rsa == 1) {
      packedTile(rows, cols, k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else if (FEW_REGISTERS) {
      VectorTiles.tile4x2(k, a, aAt, rsa, b, bAt, ldb, c, cAt, ldc);
    } else if (cols == 3 * L) {
      VectorTiles.tile8x3(k, a, aAt, rsa, b, bAt, ldb, c, cAt, ldc);
    } else if (cols == 2 * L) {
      VectorTiles.tile8x2(k, a, aAt, rsa, b, bAt, ldb, c, cAt, ldc);
    } else {
      VectorTiles.tile8x1(k, a, aAt, rsa, b, bAt, ldb, c, cAt, ldc);
    }
  }

  private static void packedTile(
      int rows, int cols, int k, double[] a, int aAt,
      double[] b, int bAt, int ldb, double[] c, int cAt, int ldc) {
    if (rows == 4) {
      lowTile(cols, k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else if (cols == 3 * L) {
      VectorTiles.packed8x3(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else if (cols == 2 * L) {
      VectorTiles.packed8x2(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else {
      VectorTiles.packed8x1(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    }
  }

  private static void lowTile(
      int cols, int k, double[] a, int aAt,
      double[] b, int bAt, int ldb, double[] c, int cAt, int ldc) {
    if (cols == 3 * L) {
      VectorTiles.packed4x3(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else if (cols == 2 * L) {
      VectorTiles.packed4x2(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    } else {
      VectorTiles.packed4x1(k, a, aAt, b, bAt, ldb, c, cAt, ldc);
    }
  }
  // spotless:on

  // spotless:off
  @Override
  void row(
      int n, int k, double[] a, int aAt, int csa,
      double[] b, int bAt, int ldb, double[] c, int cAt) {
    VectorRow.times(n, k, a, aAt, csa, b, bAt, ldb, c, cAt);
  }

  @Override
  void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int ldb,
      double[] c, int cAt, int csc, double[] sums) {
    VectorRow.dots(n, k, a, aAt, b, bAt, ldb, c, cAt, csc, sums);
  }
  // spotless:on

  @Override
  void copy(int rows, int n, double[] from, int at, int ld, double[] to, int toAt, int ldTo) {
    // The loop over the rows is the longer one, so it is inside.
    int s = 0;
    for (; s + L <= n; s += L) {
      for (int r = 0, x = at + s, y = toAt + s; r < rows; r++, x += ld, y += ldTo) {
        fromArray(S, from, x).intoArray(to, y);
      }
    }
    for (; s < n; s++) {
      for (int r = 0; r < rows; r++) {
        to[toAt + r * ldTo + s] = from[at + r * ld + s];
      }
    }
  }

  @Override
  void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    VectorRow.axpy(n, factor, x, xAt, y, yAt);
  }
}
