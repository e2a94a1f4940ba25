package unrolled.matrix;

/**
 * The left factor of a product as tiles read it: rows of A where they stand, or packed, if A is
 * transposed and for the last rows, too few for a tile. Then a tile's rows stand column after
 * column, filled up with zeros.
 */
final class Left {
  private final TiledKernel kernel;
  private final int rows; // of a tile
  private double[] packed = View.NONE;

  private View a = new View();
  private int p;
  private int depth;
  private int firstPacked;

  // Where the rows of the tile stand that was found last
  double[] data = View.NONE;
  int at;
  int row;
  int col;

  Left(TiledKernel kernel) {
    this.kernel = kernel;
    rows = kernel.rows;
  }

  /** Makes rows from {@code first} to {@code end} − 1 of A ready, in columns p to p + depth − 1. */
  void take(View a, int p, int depth, int first, int end) {
    this.a = a;
    this.p = p;
    this.depth = depth;
    firstPacked = a.col != 1 ? first : end - (end - first) % rows;
    int size = (end - firstPacked + rows - 1) / rows * rows * depth;
    if (packed.length < size) {
      packed = new double[size];
    }
    for (int r = firstPacked; r < end; r += rows) {
      Strip.pack(
          kernel,
          depth,
          Math.min(rows, end - r),
          rows,
          a.data,
          a.index(r, p),
          a.row,
          a.col,
          packed,
          (r - firstPacked) * depth);
    }
  }

  /** Finds the tile whose rows begin with r. */
  void tile(int r) {
    boolean isPacked = r >= firstPacked;
    data = isPacked ? packed : a.data;
    at = isPacked ? (r - firstPacked) * depth : a.index(r, p);
    row = isPacked ? 1 : a.row;
    col = isPacked ? rows : a.col;
  }

  /** Lets go of A, which this object outlives. */
  void clear() {
    data = View.NONE;
  }
}
