package unrolled.layer;

import unrolled.matrix.Kernels;
import unrolled.matrix.gemm.Gemm;
import unrolled.matrix.gemm.PackedB;

/**
 * What the state of one step brings to the gates of the next, through some columns of Wh.
 *
 * <pre>{@code
 * z_t      += h_(t−1)·Wh        (N × G)
 *
 * dh_(t−1) += dz_t·Whᵀ          (N × H)
 * dWh      += hPrevᵀ·dz         (H × G)      over many steps at once
 * }</pre>
 *
 * <p>The weights are packed once for all steps. Each method does some of the rows or columns.
 */
final class Recurrence {
  private final Gemm gemm = Kernels.active().gemm();
  private final LayerWeights Wh; // (H × G)
  private final int first;
  private final int end;
  private final int width;
  private final int at;
  private final int H;
  private final int G;
  private final PackedB packed = new PackedB(); // columns first to end − 1 of Wh
  private final PackedB packedT = new PackedB();

  /**
   * Through columns {@code first} to {@code end} − 1.
   *
   * @param width of a row of z, where it has the product of these columns from {@code at} on
   */
  Recurrence(LayerWeights Wh, int first, int end, int width, int at) {
    this.Wh = Wh;
    this.first = first;
    this.end = end;
    this.width = width;
    this.at = at;
    H = Wh.rows;
    G = Wh.cols;
  }

  /** Called before {@link #forward}, once for all steps. */
  void packForward() {
    gemm.pack(H, end - first, Wh.value, first, G, packed);
  }

  /** For so many rows of h and z from {@code row} on. */
  void forward(int row, int rows, double[] h, double[] z) {
    gemm.packed(rows, h, row * H, H, packed, z, row * width + at, width);
  }

  /** Called before {@link #backward}, once for all steps. */
  void packBackward() {
    gemm.packTrans(end - first, H, Wh.value, first, G, packedT);
  }

  /** The reverse of {@link #forward}, for the same rows. */
  void backward(int row, int rows, double[] dz, double[] dh) {
    gemm.packed(rows, dz, row * width + at, width, packedT, dh, row * H, H);
  }

  /** From those rows, the gradients of columns {@code from} to {@code to} − 1 that are its own. */
  void addGradient(int row, int rows, double[] hPrev, double[] dz, int from, int to) {
    int own = Math.max(from, first);
    int cols = Math.min(to, end) - own;
    int dzAt = row * width + at + own - first;
    double[] dWh = Wh.gradient;
    if (cols > 0) {
      gemm.tn(H, cols, rows, hPrev, row * H, H, dz, dzAt, width, dWh, own, G);
    }
  }
}
