package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Kernels;
import unrolled.matrix.gemm.Gemm;
import unrolled.matrix.gemm.PackedB;

/**
 * What the inputs of all steps bring to the gates, of which no state is needed.
 *
 * <pre>{@code
 * z    = x·Wx + b               (T·N × G)
 *
 * dWx += xᵀ·dz                  (D × G)
 * db  += Σ over all rows of dz  (1 × G)
 * dx   = dz·Wxᵀ                 (T·N × D)
 * }</pre>
 *
 * <p>Each method does some of the rows or columns, so that several threads can share the work.
 */
final class Projection {
  private final Gemm gemm = Kernels.active().gemm();
  private final LayerWeights Wx; // (D × G)
  private final LayerWeights b; // (1 × G)
  private final int D;
  private final int G;
  private final LayerInput input;
  private final PackedB packed = new PackedB(); // Wx
  private final PackedB packedT = new PackedB();

  Projection(LayerWeights Wx, LayerWeights b, LayerInput input) {
    this.Wx = Wx;
    this.b = b;
    this.input = input;
    D = Wx.rows;
    G = Wx.cols;
  }

  /** Called before {@link #forward}, once for all rows. */
  void packForward() {
    gemm.pack(D, G, Wx.value, 0, G, packed);
  }

  /** Rows {@code from} to {@code to} − 1 of z. */
  void forward(int from, int to, double[] z) {
    for (int row = from; row < to; row++) {
      System.arraycopy(b.value, 0, z, row * G, G);
    }
    gemm.packed(to - from, input.x, from * D, D, packed, z, from * G, G);
  }

  /** Columns {@code from} to {@code to} − 1 of the gradients of Wx and b, from so many rows. */
  void addGradients(int first, int rows, int from, int to, double[] dz) {
    int at = first * G + from;
    gemm.tn(D, to - from, rows, input.x, first * D, D, dz, at, G, Wx.gradient, from, G);
    for (int row = first; row < first + rows; row++) {
      gemm.axpy(to - from, 1, dz, row * G + from, b.gradient, from);
    }
  }

  /** Called before {@link #backward}, once for all its rows. */
  void packBackward() {
    gemm.packTrans(G, D, Wx.value, 0, G, packedT);
  }

  /** Rows {@code from} to {@code to} − 1 of dx. */
  void backward(int from, int to, double[] dz) {
    Arrays.fill(input.dx, from * D, to * D, 0);
    gemm.packed(to - from, dz, from * G, G, packedT, input.dx, from * D, D);
    input.give(from * D, (to - from) * D);
  }
}
