package unrolled.matrix;

import java.util.Arrays;

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
  static final int DEPTH = 256; // rows of a block: a strip is to stay in the L1 cache

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
    if (kernel == user) return;
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
    if (data.length < size) data = new double[size];
    for (int p = 0; p < k; p += DEPTH)
      for (int j = first; j < n; j += kernel.width(n - j))
        strip(b, p, Math.min(DEPTH, k - p), j, kernel.width(n - j));
  }

  private void strip(View b, int p, int depth, int j, int width) {
    int real = Math.min(width, cols - j);
    int from = b.index(p, j);
    int at = at(p, j);
    if (b.col == 1)
      for (int q = 0; q < depth; q++)
        System.arraycopy(b.data, from + q * b.row, data, at + q * width, real);
    else
      for (int s = 0; s < real; s++)
        for (int q = 0; q < depth; q++)
          data[at + q * width + s] = b.data[from + s * b.col + q * b.row];
    for (int q = 0; real < width && q < depth; q++)
      Arrays.fill(data, at + q * width + real, at + (q + 1) * width, 0);
  }
}
