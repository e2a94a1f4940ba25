package unrolled.layer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * What {@link Rnn}, {@link Lstm}, {@link Gru} and {@link GruResetBefore} have in common: the order
 * of the work. G is the width of the gates, a multiple of H.
 *
 * <pre>{@code
 * forward     z     = x·Wx + b              one product for all steps     (T·N × G)
 *             for t = 1 … T:
 *               z_t += h_(t−1)·Wh           one product                   (N × G)
 *               s_t  = gates(z_t, s_(t−1))  row by row; the activations stay in z_t
 *
 * backward    for t = T … 1:
 *               z_t ← dz_t                  row by row; takes the place of the activations
 *               dh_(t−1) += dz_t·Whᵀ        one product                   (N × H)
 *             dWx += xᵀ·dz                  one product for all steps     (D × G)
 *             dWh += hPrevᵀ·dz              one product for all steps     (H × G)
 *             db  += Σ over all rows of dz                                (1 × G)
 *             dx   = dz·Wxᵀ                 one product for all steps     (T·N × D)
 * }</pre>
 *
 * <p>States stand in one array for each part, T + 1 blocks of N rows: block 0 is the initial state,
 * block t + 1 the state after step t. So hPrev of all steps is the first T blocks. The gradients of
 * the states stand in arrays of the same layout: the gradient of the last state is put into the
 * block after each sequence's last step, and the loop finds it there. Rows that are padding are
 * never computed: states and gradients are 0 there, and add nothing to any product.
 *
 * <p>The arrays are kept, and used again for a batch of the same shape.
 */
abstract class FusedLayer<S extends State<S>> implements Layer<S> {
  final Kernel kernel = Kernels.active();
  final Parameter Wx; // (D × G)
  final Parameter Wh; // (H × G)
  final int H;
  final int G;
  int T;
  int N;
  Matrix z = new Matrix(0, 0); // (T·N × G): pre-activations, then activations, then gradients
  double[][] states; // for each part of the state ((T+1)·N × H)
  double[][] dStates; // the same

  private final Cell<S> cell;
  private final Parameter b; // (1 × G)
  private Matrix x; // (T·N × D), zero where it is padding
  private Matrix dx;
  private Sequence outputs; // with the lengths of the input
  private boolean wentForward;
  private boolean wentBackward;

  FusedLayer(Cell<S> cell, Parameter Wx, Parameter Wh, Parameter b) {
    this.cell = cell;
    this.Wx = Wx;
    this.Wh = Wh;
    this.b = b;
    H = Wh.value.rows();
    G = Wh.value.cols();
  }

  /** One row of one step; the arguments are where it begins in the arrays. */
  @FunctionalInterface
  interface Row {
    /**
     * Computes the row.
     *
     * @param zAt in z
     * @param before in the states, the state that comes in; also in any array (T·N × H)
     * @param after in the states, the state that goes out
     */
    void compute(int zAt, int before, int after);
  }

  /** Called before the first step of a forward pass: makes the layer's own arrays ready. */
  void prepare() {}

  /** From the pre-activations in z to the state after: one row of {@code gates}, see the class. */
  abstract void forwardRow(int zAt, int before, int after);

  /**
   * From the gradient of the state after to dz, and to the gradient of the state before: added to
   * that of h, which the loss may have reached already, and set for any other part.
   */
  abstract void backwardRow(int zAt, int before, int after);

  /** What h·Wh is added to; its gradient on the way back. It is z unless a layer keeps it apart. */
  double[] v() {
    return z.data();
  }

  void step(int t) {
    kernel.gemm(N, G, H, states[0], t * N * H, H, Wh.value.data(), 0, G, v(), t * N * G, G);
    rows(t, this::forwardRow);
  }

  void stepBack(int t) {
    rows(t, this::backwardRow);
    kernel.gemmTransB(N, H, G, v(), t * N * G, G, Wh.value.data(), 0, G, dStates[0], t * N * H, H);
  }

  void addRecurrentGradient() {
    kernel.gemmTransA(H, G, T * N, states[0], 0, H, v(), 0, G, Wh.grad.data(), 0, G);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), zeroState(xs.batch()));
    wentForward = false;
    wentBackward = false;
    if (xs.steps() != T || xs.batch() != N) resize(xs.steps(), xs.batch());
    outputs = xs.withFlat(outputs.flat());
    x = xs.isFull() ? xs.flat() : xs.clean().flat();
    Iterator<Matrix> parts = initial.parts().iterator();
    for (double[] state : states) {
      System.arraycopy(parts.next().data(), 0, state, 0, N * H);
      clearPadding(state, N * H, H);
    }
    for (int row = 0; row < T * N; row++) System.arraycopy(b.value.data(), 0, z.data(), row * G, G);
    z.addMatmul(x, Wx.value);
    prepare();
    for (int t = 0; t < T; t++) step(t);
    System.arraycopy(states[0], N * H, outputs.flat().data(), 0, T * N * H);
    wentForward = true;
    return outputs;
  }

  private void resize(int steps, int batch) {
    T = steps;
    N = batch;
    int parts = zeroState(0).parts().size();
    outputs = new Sequence(T, N, H);
    z = new Matrix(Math.multiplyExact(T, N), G);
    dx = new Matrix(T * N, inputSize());
    states = new double[parts][(T + 1) * N * H];
    dStates = new double[parts][(T + 1) * N * H];
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    Checks.after(wentForward, "backward", "forward");
    Checks.backward(dh, dLast, outputs, zeroState(N));
    wentForward = false;
    outputs.withFlat(dh.flat()).copyTo(dStates[0], N * H);
    Arrays.fill(dStates[0], 0, N * H, 0);
    addAtEnds(dLast);
    clearPadding(z.data(), 0, G);
    clearPadding(v(), 0, G);
    for (int t = T - 1; t >= 0; t--) stepBack(t);
    Wx.grad.addTransposedMatmul(x, z);
    addRecurrentGradient();
    for (int row = 0; row < T * N; row++) kernel.axpy(G, 1, z.data(), row * G, b.grad.data(), 0);
    Arrays.fill(dx.data(), 0);
    dx.addMatmulTransposed(z, Wx.value);
    wentBackward = true;
    return outputs.withFlat(dx);
  }

  /** Only h has been reached by the loss before the last state is; other parts are set. */
  private void addAtEnds(S dLast) {
    Iterator<Matrix> parts = dLast.parts().iterator();
    for (double[] dState : dStates) {
      double[] dPart = parts.next().data();
      for (int n = 0; n < N; n++) {
        int end = end(n);
        if (dState != dStates[0]) Arrays.fill(dState, end, end + H, 0);
        kernel.axpy(H, 1, dPart, n * H, dState, end);
      }
    }
  }

  /** Where the state of sequence {@code n} after its last step begins. */
  private int end(int n) {
    return (outputs.length(n) * N + n) * H;
  }

  /** Does {@code action} for each real row of step {@code t}. */
  final void rows(int t, Row action) {
    for (int n = 0; n < N; n++) {
      int row = t * N + n;
      if (outputs.isReal(t, n)) action.compute(row * G, row * H, (row + N) * H);
    }
  }

  /**
   * Zeros for the rows that are padding, of an array that has rows of this width from an offset.
   */
  final void clearPadding(double[] a, int offset, int width) {
    for (int t = 0; t < T; t++)
      for (int n = 0; n < N; n++) {
        int at = offset + (t * N + n) * width;
        if (!outputs.isReal(t, n)) Arrays.fill(a, at, at + width, 0);
      }
  }

  @Override
  public Sequence outputs() {
    Checks.after(outputs != null, "outputs", "forward");
    return outputs;
  }

  @Override
  public S last() {
    Checks.after(outputs != null, "last", "forward");
    Iterator<double[]> parts = List.of(states).iterator();
    return zeroState(N).map(zero -> atEnds(parts.next(), zero));
  }

  private Matrix atEnds(double[] state, Matrix to) {
    for (int n = 0; n < N; n++) System.arraycopy(state, end(n), to.data(), n * H, H);
    return to;
  }

  @Override
  public S dInitial() {
    Checks.after(wentBackward, "dInitial", "backward");
    Iterator<double[]> parts = List.of(dStates).iterator();
    return zeroState(N).map(zero -> atStart(parts.next(), zero));
  }

  private Matrix atStart(double[] state, Matrix to) {
    System.arraycopy(state, 0, to.data(), 0, N * H);
    return to;
  }

  @Override
  public final S zeroState(int batch) {
    return cell.zeroState(batch);
  }

  @Override
  public final List<Parameter> parameters() {
    return cell.parameters();
  }

  @Override
  public final int inputSize() {
    return cell.inputSize();
  }

  @Override
  public final int hiddenSize() {
    return H;
  }
}
