package unrolled.matrix;

/**
 * The right factor of a product, copied into the order in which a kernel reads it.
 *
 * <p>The copy pays if the factor is multiplied often: the weights of a recurrent network are packed
 * once for a sequence and multiplied at every time step. {@link Kernel#pack} and {@link
 * Kernel#packTrans} fill it, {@link Kernel#gemmPacked} multiplies by it. It holds the numbers as
 * they were when they were packed, for the kernel that packed them. Its storage is kept: to pack
 * again a matrix that is no larger allocates nothing.
 *
 * <p>For one block of {@link #DEPTH} rows after the other it has strips as wide as a tile; in a
 * strip, row stands after row, filled up with zeros to whole vectors.
 */
public final class Packed {
  static final int DEPTH = 256; // rows of a block: a strip of 48 KiB, as much as the L1 cache holds

  private TiledKernel kernel; // none before the first packing
  private int rows;
  private int cols;
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

  /** Where the strip begins that has row p, the first of a block, and column j, its own first. */
  int at(int p, int j) {
    return p * padded + j * Math.min(DEPTH, rows - p);
  }

  void requirePackedBy(TiledKernel user) {
    if (kernel == user) {
      return;
    }
    throw new IllegalArgumentException(
        kernel == null
            ? "gemmPacked: nothing was packed"
            : "gemmPacked: the factor was packed by another kernel");
  }

  /** Packs {@code b} (k × n) and lets go of its array. */
  void pack(TiledKernel kernel, View b, int k, int n) {
    pack(kernel, b, k, n, 0);
    b.data = View.NONE;
  }

  /** Packs {@code b} (k × n) but for the strips before column {@code first}. */
  void pack(TiledKernel kernel, View b, int k, int n, int first) {
    this.kernel = kernel;
    rows = k;
    cols = n;
    padded = (n + kernel.lanes - 1) / kernel.lanes * kernel.lanes;
    int size = Math.multiplyExact(k, padded);
    if (data.length < size) {
      data = new double[size];
    }
    for (int p = 0; p < k; p += DEPTH) {
      for (int j = first; j < n; j += kernel.width(n - j)) {
        Strip.pack(
            kernel,
            Math.min(DEPTH, k - p),
            Math.min(kernel.cols, n - j),
            kernel.width(n - j),
            b.data,
            b.index(p, j),
            b.col,
            b.row,
            data,
            at(p, j));
      }
    }
  }
}
