package unrolled.layer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntUnaryOperator;
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
abstract class FusedLayer<S extends State<S>> implements CellLayer<S> {
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
  Matrix WhT = new Matrix(0, 0); // (G × H): transposed once for all steps, which is faster

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

  /**
   * One row of one step, given where it begins: in z, in the states before, and in the states
   * after. Where it begins in the states before is also where it begins in any array (T·N × H).
   */
  @FunctionalInterface
  interface Row {
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
    kernel.gemm(N, H, G, v(), t * N * G, G, WhT.data(), 0, H, dStates[0], t * N * H, H);
  }

  void addRecurrentGradient() {
    kernel.gemmTransA(H, G, T * N, states[0], 0, H, v(), 0, G, Wh.grad.data(), 0, G);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), zeroState(xs.batch()));
    wentForward = false;
    wentBackward = false;
    boolean ownOutputs =
        T > 0 && xs.flat() == outputs.flat(); // which backward will want as they are
    if (xs.steps() != T || xs.batch() != N || ownOutputs) resize(xs.steps(), xs.batch());
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
    int parts = zeroState(0).parts().size();
    int size = Math.multiplyExact(Math.multiplyExact(steps + 1, batch), H);
    states = new double[parts][size];
    dStates = new double[parts][size];
    z = new Matrix(steps * batch, G);
    dx = new Matrix(steps * batch, inputSize());
    outputs = new Sequence(steps, batch, H);
    T = steps;
    N = batch;
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
    WhT = Wh.value.transpose();
    for (int t = T - 1; t >= 0; t--) stepBack(t);
    Wx.grad.addTransposedMatmul(x, z);
    addRecurrentGradient();
    for (int row = 0; row < T * N; row++) kernel.axpy(G, 1, z.data(), row * G, b.grad.data(), 0);
    Arrays.fill(dx.data(), 0);
    dx.addMatmul(z, Wx.value.transpose());
    wentBackward = true;
    return outputs.withFlat(dx);
  }

  /** Only h has been reached by the loss before the last state is; other parts are set. */
  private void addAtEnds(S dLast) {
    Iterator<Matrix> parts = dLast.parts().iterator();
    for (double[] dState : dStates) {
      double[] dPart = parts.next().data();
      for (int n = 0; n < N; n++) {
        if (dState == dStates[0]) kernel.axpy(H, 1, dPart, n * H, dState, end(n));
        else System.arraycopy(dPart, n * H, dState, end(n), H);
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

  /** Zeros for the rows that are padding, of an array with rows of this width from an offset. */
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
    return rows(states, this::end);
  }

  @Override
  public S dInitial() {
    Checks.after(wentBackward, "dInitial", "backward");
    return rows(dStates, n -> n * H);
  }

  /** A state whose row n is a copy of the row that begins at {@code at(n)}. */
  private S rows(double[][] from, IntUnaryOperator at) {
    Iterator<double[]> parts = List.of(from).iterator();
    return zeroState(N)
        .map(
            part -> {
              double[] a = parts.next();
              for (int n = 0; n < N; n++)
                System.arraycopy(a, at.applyAsInt(n), part.data(), n * H, H);
              return part;
            });
  }

  @Override
  public final Cell<S> cell() {
    return cell;
  }
}
