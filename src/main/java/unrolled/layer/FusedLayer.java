package unrolled.layer;

import java.util.Arrays;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Gates;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.matrix.Packed;
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
 * <p>hPrev of all steps stands in one array, see {@link History}. Rows that are padding are never
 * computed: states and gradients are 0 there, and add nothing to any product. Wh is packed once for
 * all steps.
 *
 * <p>The work is done in parts, by as many threads: the loops over time for some of the sequences
 * from the first step to the last, with no need to wait for the others; the products over all steps
 * for some rows of x, and some columns of the weights. Each number is computed in the same order
 * whatever the parts, so it has the same bits.
 *
 * <p>All arrays are kept: a pass over a batch of the same shape as the one before allocates
 * nothing.
 */
abstract class FusedLayer<S extends State<S>> implements CellLayer<S> {
  final Kernel kernel = Kernels.active();
  final Gates gates = kernel.gates();
  final Parameter Wx; // (D × G)
  final Parameter Wh; // (H × G)
  final int H;
  final int G;
  int T;
  int N;
  double[] z = {}; // (T·N × G): pre-activations, then activations, then gradients
  History<S> history;

  private final Cell<S> cell;
  private final S one; // a state for one sequence
  private final Parameter b; // (1 × G)
  private final Packed packedWx = new Packed();
  private final Packed packedWh = new Packed();
  private final Packed packedWxT = new Packed();
  private final Packed packedWhT = new Packed();
  private Matrix x; // (T·N × D), zero where it is padding
  private Matrix cleaned = new Matrix(0, 0); // x, if the input had padding
  private Sequence outputs; // with the lengths of the input
  private Sequence dx; // the same
  private Matrix dh; // as handed in, while the backward pass lasts
  private S dLast; // the same
  private boolean wentForward;
  private boolean wentBackward;

  FusedLayer(Cell<S> cell, Parameter Wx, Parameter Wh, Parameter b) {
    this.cell = cell;
    this.Wx = Wx;
    this.Wh = Wh;
    this.b = b;
    one = cell.zeroState(1);
    H = Wh.value.rows();
    G = Wh.value.cols();
  }

  /**
   * One row of one step, given where it begins in the gates, and in the states before and after.
   */
  @FunctionalInterface
  interface Row {
    void compute(int zAt, int before, int after);
  }

  /** Some of the work: part {@code part} of {@code parts}, from 0. */
  @FunctionalInterface
  interface Part {
    void compute(int part, int parts);
  }

  private final Row forwardRow = this::forwardRow;
  private final Row backwardRow = this::backwardRow;
  private final Part project = this::project;
  private final Part unroll = this::unroll;
  private final Part rollBack = this::rollBack;
  private final Part gradients = this::gradients;

  /** Called before the first step of a forward pass: makes the layer's own arrays ready. */
  void prepare() {}

  void packForward() {
    kernel.pack(H, G, Wh.value.data(), 0, G, packedWh);
  }

  void packBackward() {
    kernel.packTrans(G, H, Wh.value.data(), 0, G, packedWhT);
  }

  /** From the pre-activations in z to the state after: one row of {@code gates}, see the class. */
  abstract void forwardRow(int zAt, int before, int after);

  /**
   * From the gradient of the state after to dz, and to the gradient of the state before: added to
   * that of h, which the loss may have reached already, and set for any other part.
   */
  abstract void backwardRow(int zAt, int before, int after);

  /** What h·Wh is added to; its gradient on the way back. It is z unless a layer keeps it apart. */
  double[] v() {
    return z;
  }

  /** Step {@code t} of the sequences {@code from} to {@code to} − 1. */
  void step(int t, int from, int to) {
    int row = t * N + from;
    kernel.gemmPacked(to - from, history.values[0], row * H, H, packedWh, v(), row * G, G);
    rows(t, from, to, forwardRow);
  }

  void stepBack(int t, int from, int to) {
    int row = t * N + from;
    rows(t, from, to, backwardRow);
    kernel.gemmPacked(to - from, v(), row * G, G, packedWhT, history.gradients[0], row * H, H);
  }

  /** The gradients of columns {@code from} to {@code to} − 1 of Wh. */
  void addRecurrentGradient(int from, int to) {
    double[] dWh = Wh.grad.data();
    kernel.gemmTransA(H, to - from, T * N, history.values[0], 0, H, v(), from, G, dWh, from, G);
  }

  @Override
  public Sequence forward(Sequence xs) {
    boolean same = xs.steps() == T && xs.batch() == N;
    return forward(xs, same ? history.zero() : zeroState(xs.batch()));
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), one);
    wentForward = false;
    wentBackward = false;
    // A layer that reads its own outputs wants them as they are on the way back.
    boolean ownOutputs = T > 0 && xs.flat() == outputs.flat();
    if (xs.steps() != T || xs.batch() != N || ownOutputs) resize(xs);
    if (!outputs.hasLengthsOf(xs)) {
      outputs = xs.withFlat(outputs.flat());
      dx = xs.withFlat(dx.flat());
    }
    x = withoutPadding(xs);
    history.start(outputs, initial);
    kernel.pack(inputSize(), G, Wx.value.data(), 0, G, packedWx);
    packForward();
    prepare();
    inParts(project);
    inParts(unroll);
    wentForward = true;
    return outputs;
  }

  private void resize(Sequence xs) {
    T = xs.steps();
    N = xs.batch();
    history = new History<>(xs, zeroState(N));
    z = new double[Math.multiplyExact(T * N, G)];
    outputs = xs.withFlat(new Matrix(T * N, H));
    dx = xs.withFlat(new Matrix(T * N, inputSize()));
  }

  private Matrix withoutPadding(Sequence xs) {
    if (xs.isFull()) return xs.flat();
    if (cleaned.rows() != T * N) cleaned = new Matrix(T * N, inputSize());
    xs.copyTo(cleaned.data(), 0);
    return cleaned;
  }

  private void inParts(Part work) {
    work.compute(0, 1);
  }

  private static int cut(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }

  private void project(int part, int parts) {
    int from = cut(T * N, part, parts);
    int to = cut(T * N, part + 1, parts);
    int D = inputSize();
    for (int row = from; row < to; row++) System.arraycopy(b.value.data(), 0, z, row * G, G);
    kernel.gemmPacked(to - from, x.data(), from * D, D, packedWx, z, from * G, G);
  }

  private void unroll(int part, int parts) {
    int from = cut(N, part, parts);
    int to = cut(N, part + 1, parts);
    for (int t = 0; t < T; t++) {
      step(t, from, to);
      clearPadding(t, from, to, history.values[0], N * H, H);
      int at = (t * N + from) * H;
      System.arraycopy(history.values[0], at + N * H, outputs.flat().data(), at, (to - from) * H);
    }
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    Checks.after(wentForward, "backward", "forward");
    Checks.backward(dh, dLast, outputs, one);
    wentForward = false;
    this.dh = dh.flat();
    this.dLast = dLast;
    packBackward();
    kernel.packTrans(G, inputSize(), Wx.value.data(), 0, G, packedWxT);
    inParts(rollBack);
    inParts(gradients);
    wentBackward = true;
    return dx;
  }

  private void rollBack(int part, int parts) {
    int from = cut(N, part, parts);
    int to = cut(N, part + 1, parts);
    history.open(T, from, to, dh, dLast);
    for (int t = T - 1; t >= 0; t--) {
      history.open(t, from, to, dh, dLast);
      clearPadding(t, from, to, z, 0, G);
      if (v() != z) clearPadding(t, from, to, v(), 0, G);
      stepBack(t, from, to);
    }
  }

  private void gradients(int part, int parts) {
    int from = cut(G, part, parts);
    int to = cut(G, part + 1, parts);
    int D = inputSize();
    double[] dWx = Wx.grad.data();
    kernel.gemmTransA(D, to - from, T * N, x.data(), 0, D, z, from, G, dWx, from, G);
    addRecurrentGradient(from, to);
    addRows(z, from, to, b.grad.data(), from);
    from = cut(T * N, part, parts);
    to = cut(T * N, part + 1, parts);
    Arrays.fill(dx.flat().data(), from * D, to * D, 0);
    kernel.gemmPacked(to - from, z, from * G, G, packedWxT, dx.flat().data(), from * D, D);
  }

  /** Adds up all rows of columns {@code from} to {@code to} − 1 of an array (T·N × G). */
  final void addRows(double[] a, int from, int to, double[] sum, int at) {
    for (int row = 0; row < T * N; row++) kernel.axpy(to - from, 1, a, row * G + from, sum, at);
  }

  /** Does {@code action} for each of the rows of step {@code t} that is real. */
  final void rows(int t, int from, int to, Row action) {
    for (int n = from; n < to; n++) {
      int row = t * N + n;
      if (outputs.isReal(t, n)) action.compute(row * G, row * H, (row + N) * H);
    }
  }

  /** Zeros for the rows of step {@code t} that are padding, in an array with rows of this width. */
  final void clearPadding(int t, int from, int to, double[] a, int offset, int width) {
    for (int n = from; n < to; n++) {
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
    return history.last();
  }

  @Override
  public S dInitial() {
    Checks.after(wentBackward, "dInitial", "backward");
    return history.dInitial();
  }

  @Override
  public final Cell<S> cell() {
    return cell;
  }
}
