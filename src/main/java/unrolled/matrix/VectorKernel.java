package unrolled.matrix;

import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the JDK's Vector API. It computes what {@link ScalarKernel} does; its tiles are in
 * {@link VectorTile} and {@link VectorTilePacked}, and what is done for a single row in {@link
 * VectorRow}.
 *
 * <p>One sum is taken in another order: see {@link VectorRow#dots}.
 */
final class VectorKernel extends TiledKernel {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean FEW_REGISTERS = L == 4;

  private final Elementwise elementwise = new VectorElementwise();
  private final Gates gates = new VectorGates(elementwise);

  VectorKernel(ThreadTeam team) {
    super(FEW_REGISTERS ? 4 : 8, (FEW_REGISTERS ? 2 : 3) * L, (FEW_REGISTERS ? 2 : 1) * L, team);
  }

  @Override
  String name() {
    return "vector kernel, " + L + " lanes";
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
    if (aRow == 1) { packedTile(cols, k, a, aAt, b, bAt, bRow, c, cAt, cRow); }
    else if (FEW_REGISTERS) { VectorTile.tile4(k, a, aAt, aRow, b, bAt, bRow, c, cAt, cRow); }
    else if (cols == 3 * L) { VectorTile.tile3(k, a, aAt, aRow, b, bAt, bRow, c, cAt, cRow); }
    else if (cols == 2 * L) { VectorTile.tile2(k, a, aAt, aRow, b, bAt, bRow, c, cAt, cRow); }
    else { VectorTile.tile1(k, a, aAt, aRow, b, bAt, bRow, c, cAt, cRow); }
  }

  private static void packedTile(
      int cols, int k, double[] a, int aAt,
      double[] b, int bAt, int bRow, double[] c, int cAt, int cRow) {
    if (FEW_REGISTERS) { VectorTilePacked.tile4(k, a, aAt, b, bAt, bRow, c, cAt, cRow); }
    else if (cols == 3 * L) { VectorTilePacked.tile3(k, a, aAt, b, bAt, bRow, c, cAt, cRow); }
    else if (cols == 2 * L) { VectorTilePacked.tile2(k, a, aAt, b, bAt, bRow, c, cAt, cRow); }
    else { VectorTilePacked.tile1(k, a, aAt, b, bAt, bRow, c, cAt, cRow); }
  }
  // spotless:on

  // spotless:off
  @Override
  void row(
      int n, int k, double[] a, int aAt, int aCol,
      double[] b, int bAt, int bRow, double[] c, int cAt) {
    VectorRow.times(n, k, a, aAt, aCol, b, bAt, bRow, c, cAt);
  }

  @Override
  void dots(
      int n, int k, double[] a, int aAt, double[] b, int bAt, int bRow,
      double[] c, int cAt, int cCol, double[] sums) {
    VectorRow.dots(n, k, a, aAt, b, bAt, bRow, c, cAt, cCol, sums);
  }
  // spotless:on

  @Override
  void copy(int rows, int n, double[] from, int at, int row, double[] to, int toAt, int toRow) {
    // The loop over the rows is the longer one, so it is inside.
    int s = 0;
    for (; s + L <= n; s += L) {
      for (int r = 0, x = at + s, y = toAt + s; r < rows; r++, x += row, y += toRow) {
        fromArray(S, from, x).intoArray(to, y);
      }
    }
    for (; s < n; s++) {
      for (int r = 0; r < rows; r++) {
        to[toAt + r * toRow + s] = from[at + r * row + s];
      }
    }
  }

  @Override
  public void axpy(int n, double factor, double[] x, int xAt, double[] y, int yAt) {
    VectorRow.axpy(n, factor, x, xAt, y, yAt);
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
