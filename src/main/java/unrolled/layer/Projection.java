package unrolled.layer;

import java.util.Arrays;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.matrix.gemm.Gemm;
import unrolled.matrix.gemm.PackedB;
import unrolled.nn.Parameter;

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
  private static final Matrix NONE = new Matrix(0, 0);

  private final Gemm gemm = Kernels.active().gemm();
  private final Parameter Wx; // (D × G)
  private final Parameter b; // (1 × G)
  private final int D;
  private final int G;
  private final PackedB packed = new PackedB(); // Wx
  private final PackedB packedT = new PackedB();
  private Matrix input = NONE; // what x stands in, if it is not a copy
  private double[] x = {}; // (T·N × D), zero where it is padding
  private double[] copy = {}; // x, if the input had padding or does not last

  Projection(Parameter Wx, Parameter b) {
    this.Wx = Wx;
    this.b = b;
    D = Wx.value.rows();
    G = Wx.value.cols();
  }

  /** Makes room for a copy of {@code xs}, if {@link #read} will need one. */
  void reserve(Sequence xs, boolean lasts) {
    if (!xs.isFull() || !lasts) {
      copy = Room.grown(copy, xs.steps() * xs.batch() * D);
    }
  }

  /**
   * Takes {@code xs} for the passes to come.
   *
   * @param lasts whether it stays as it is until the last of them
   */
  void read(Sequence xs, boolean lasts) {
    input = xs.flat();
    x = input.storage();
    if (!xs.isFull() || !lasts) {
      xs.copyTo(copy);
      x = copy;
      input = NONE;
    }
    gemm.pack(D, G, Wx.value.data(), 0, G, packed);
  }

  /** Rows {@code from} to {@code to} − 1 of z. */
  void forward(int from, int to, double[] z) {
    for (int row = from; row < to; row++) {
      System.arraycopy(b.value.data(), 0, z, row * G, G);
    }
    gemm.packed(to - from, x, from * D, D, packed, z, from * G, G);
  }

  /** Columns {@code from} to {@code to} − 1 of the gradients of Wx and b, from so many rows. */
  void addGradients(int first, int rows, int from, int to, double[] dz) {
    double[] dWx = Wx.grad.data();
    int at = first * G + from;
    gemm.tn(D, to - from, rows, x, first * D, D, dz, at, G, dWx, from, G);
    for (int row = first; row < first + rows; row++) {
      gemm.axpy(to - from, 1, dz, row * G + from, b.grad.data(), from);
    }
  }

  /** Refuses a backward pass over an input that its owner has written over since. */
  void requireInput() {
    input.storage();
  }

  /** Called before {@link #backward}, once for all its rows. */
  void packBackward() {
    gemm.packTrans(G, D, Wx.value.data(), 0, G, packedT);
  }

  /** Rows {@code from} to {@code to} − 1 of dx. */
  void backward(int from, int to, double[] dz, double[] dx) {
    Arrays.fill(dx, from * D, to * D, 0);
    gemm.packed(to - from, dz, from * G, G, packedT, dx, from * D, D);
  }
}
