package unrolled.layer;

import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.Packed;
import unrolled.nn.Parameter;

/**
 * What the state of one step brings to the gates of the next, through some columns of Wh.
 *
 * <pre>{@code
 * z_t      += h_(t−1)·Wh        (N × G)
 *
 * dh_(t−1) += dz_t·Whᵀ          (N × H)
 * dWh      += hPrevᵀ·dz         (H × G)      over all steps at once
 * }</pre>
 *
 * <p>The weights are packed once for all steps. Each method does some of the rows or columns.
 */
final class Recurrence {
  private final Kernel kernel = Kernels.active();
  private final Parameter Wh; // (H × G)
  private final int first;
  private final int end;
  private final int H;
  private final int G;
  private final Packed packed = new Packed(); // columns first to end − 1 of Wh
  private final Packed packedT = new Packed();

  /** Through columns {@code first} to {@code end} − 1. */
  Recurrence(Parameter Wh, int first, int end) {
    this.Wh = Wh;
    this.first = first;
    this.end = end;
    H = Wh.value.rows();
    G = Wh.value.cols();
  }

  /** Called before {@link #forward}, once for all steps. */
  void packForward() {
    kernel.pack(H, end - first, Wh.value.data(), first, G, packed);
  }

  /** For so many rows, the first of which begins at {@code hAt} in h and {@code zAt} in z. */
  void forward(int rows, double[] h, int hAt, double[] z, int zAt) {
    kernel.gemmPacked(rows, h, hAt, H, packed, z, zAt + first, G);
  }

  /** Called before {@link #backward}, once for all steps. */
  void packBackward() {
    kernel.packTrans(end - first, H, Wh.value.data(), first, G, packedT);
  }

  /** The reverse of {@link #forward}, for the same rows. */
  void backward(int rows, double[] dz, int zAt, double[] dh, int hAt) {
    kernel.gemmPacked(rows, dz, zAt + first, G, packedT, dh, hAt, H);
  }

  /** For all {@code rows}, those of columns {@code from} to {@code to} − 1 that are its own. */
  void addGradient(int rows, double[] hPrev, double[] dz, int from, int to) {
    int own = Math.max(from, first);
    int width = Math.min(to, end) - own;
    if (width > 0)
      kernel.gemmTransA(H, width, rows, hPrev, 0, H, dz, own, G, Wh.grad.data(), own, G);
  }
}
