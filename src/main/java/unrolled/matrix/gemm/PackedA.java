package unrolled.matrix.gemm;

/**
 * The left factor of a product as tiles read it: rows of A where they stand, or panels, if A is
 * transposed and for the last rows, too few for a tile. Then a tile's rows stand column after
 * column, filled up with zeros.
 */
final class PackedA {
  private final MicroKernel micro;
  private final int rows; // of a tile
  private double[] panels = View.NONE;

  private View a = new View();
  private int p; // first step of the inner size
  private int depth;
  private int firstPacked;
  private int end;

  // Where the rows of the tile stand that was found last
  double[] data = View.NONE;
  int at;
  int rs;
  int cs;

  PackedA(MicroKernel micro) {
    this.micro = micro;
    rows = micro.rows;
  }

  /** Makes rows from {@code first} to {@code end} − 1 of A ready, in columns p to p + depth − 1. */
  void take(View a, int p, int depth, int first, int end) {
    this.a = a;
    this.p = p;
    this.depth = depth;
    this.end = end;
    firstPacked = a.cs != 1 ? first : end - (end - first) % rows;
    int size = (end - firstPacked + rows - 1) / rows * rows * depth;
    if (panels.length < size) {
      panels = new double[size];
    }
    for (int r = firstPacked; r < end; r += rows) {
      MicroPanel.pack(
          micro,
          depth,
          Math.min(rows, end - r),
          micro.height(end - r),
          a.data,
          a.index(r, p),
          a.rs,
          a.cs,
          panels,
          (r - firstPacked) * depth);
    }
  }

  /** Finds the tile whose rows begin with r. */
  void tile(int r) {
    boolean isPacked = r >= firstPacked;
    data = isPacked ? panels : a.data;
    at = isPacked ? (r - firstPacked) * depth : a.index(r, p);
    rs = isPacked ? 1 : a.rs;
    cs = isPacked ? micro.height(end - r) : a.cs;
  }

  /** Lets go of A, which this object outlives. */
  void clear() {
    data = View.NONE;
  }
}
