package unrolled.matrix.gemm;

/**
 * The right factor of a product, copied into the order in which a product reads it.
 *
 * <p>The copy pays if the factor is multiplied often: the weights of a recurrent network are packed
 * once for a sequence and multiplied at every time step. {@link Gemm#pack} and {@link
 * Gemm#packTrans} fill it, {@link Gemm#packed} multiplies by it. It holds the numbers as they were
 * when they were packed, for the kernel that packed them. Its storage is kept: to pack again a
 * matrix that is no larger allocates nothing.
 *
 * <p>For one block of {@link Blocking#kc} rows after the other it has panels as wide as a tile; in
 * a panel, row stands after row, filled up with zeros to whole vectors.
 */
public final class PackedB {
  private static final int LINE = 64; // bytes that the cache moves at once
  private static final int HEADER = 16; // bytes of an array before its numbers

  /**
   * Where the first panel begins, so that a vector stands in one line of the cache and not in two.
   * The JVM does not say where an array is. But the collector G1 gives a large one, of half a
   * region or more, a region of its own: it begins with a line. Elsewhere this costs nothing.
   */
  private static final int FIRST = (LINE - HEADER) / Double.BYTES;

  private Gemm gemm; // none before the first packing
  private int rows;
  private int cols;
  private int kc; // rows of a block
  private int padded; // columns, filled up to whole vectors
  double[] data = View.NONE;

  /** Rows of the factor: the inner size of the product. */
  public int rows() {
    return rows;
  }

  /** Columns of the factor and of the product. */
  public int cols() {
    return cols;
  }

  /** Where the panel begins that has row p, the first of a block, and column j, its own first. */
  int at(int p, int j) {
    return FIRST + p * padded + j * Math.min(kc, rows - p);
  }

  void requirePackedBy(Gemm user) {
    if (gemm == user) {
      return;
    }
    throw new IllegalArgumentException(
        gemm == null
            ? "packed: nothing was packed"
            : "packed: the factor was packed by another kernel");
  }

  /** Packs {@code b} (k × n) and lets go of its array. */
  void pack(Gemm gemm, View b, int k, int n) {
    pack(gemm, b, k, n, 0, gemm.blocking.kc());
    b.data = View.NONE;
  }

  /**
   * Packs {@code b} (k × n) but for the panels before column {@code first}, in blocks of kc rows.
   */
  void pack(Gemm gemm, View b, int k, int n, int first, int kc) {
    this.gemm = gemm;
    MicroKernel micro = gemm.micro;
    this.kc = kc;
    rows = k;
    cols = n;
    padded = (n + micro.lanes - 1) / micro.lanes * micro.lanes;
    int size = Math.addExact(Math.multiplyExact(k, padded), FIRST);
    if (data.length < size) {
      data = new double[size];
    }
    for (int p = 0; p < k; p += kc) {
      for (int j = first; j < n; j += micro.width(n - j)) {
        MicroPanel.pack(
            micro,
            Math.min(kc, k - p),
            Math.min(micro.cols, n - j),
            micro.width(n - j),
            b.data,
            b.index(p, j),
            b.cs,
            b.rs,
            data,
            at(p, j));
      }
    }
  }
}
