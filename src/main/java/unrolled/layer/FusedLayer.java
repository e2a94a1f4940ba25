package unrolled.layer;

import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.matrix.ThreadTeam;
import unrolled.nn.Parameter;

/**
 * What {@link Rnn}, {@link Lstm}, {@link Gru} and {@link GruResetBefore} have in common: the order
 * of the work. G is the width of the gates, a multiple of H.
 *
 * <pre>{@code
 * forward     for each stretch of steps:
 *               z     = x·Wx + b              one product for the stretch
 *               for each of them:
 *                 z_t += h_(t−1)·Wh           one product                   (N × G)
 *                 s_t  = gates(z_t, s_(t−1))  row by row; the activations stay in z_t
 *
 * backward    for each stretch of steps, the last one first:
 *               for each of them, backward:
 *                 z_t ← dz_t                  row by row; takes the place of the activations
 *                 dh_(t−1) += dz_t·Whᵀ        one product                   (N × H)
 *               dWx += xᵀ·dz                  one product for the stretch   (D × G)
 *               dWh += hPrevᵀ·dz              one product for the stretch   (H × G)
 *               db  += Σ over the rows of dz                                (1 × G)
 *               dx   = dz·Wxᵀ                 one product for the stretch
 * }</pre>
 *
 * <p>hPrev of all steps stands in one array, see {@link History}. Rows that are padding are never
 * computed: states and gradients are 0 there, and add nothing to any product.
 *
 * <p>The work is done in parts, by as many threads: the steps of a {@link Stretch} for some of the
 * sequences; the products over all of its steps for some rows of x, and some columns of the
 * weights. Each number is computed in the same order whatever the parts, so it has the same bits.
 *
 * <p>All arrays are kept: a pass over a batch of the same shape and lengths allocates nothing.
 */
abstract class FusedLayer<S extends State<S>> implements CellLayer<S> {
  final Kernel kernel = Kernels.active();
  final int H;
  final int G;
  int T;
  int N;
  double[] z = {}; // (T·N × G): pre-activations, then activations, then gradients
  History<S> history;

  final Parts parts = new Parts();
  private final Cell<S> cell;
  private final Projection projection;
  private final Recurrence recurrence;
  private final S one; // a state for one sequence
  private Sequence outputs; // with the lengths of the input
  private Sequence dx; // the same
  private Matrix dh; // as handed in, while the backward pass lasts
  private S dLast; // the same
  private Stretch stretch; // that is being worked on
  private boolean wentForward;
  private boolean wentBackward;

  FusedLayer(Cell<S> cell, Parameter Wx, Parameter Wh, Parameter b) {
    this.cell = cell;
    one = cell.zeroState(1);
    H = Wh.value.rows();
    G = Wh.value.cols();
    projection = new Projection(Wx, b);
    recurrence = new Recurrence(Wh, 0, G, G, 0);
  }

  /** One row of one step: where it begins in the gates, and in the states before and after. */
  interface Row {
    void compute(int zAt, int before, int after);
  }

  final Row forwardRow = this::forwardRow;
  final Row backwardRow = this::backwardRow;
  private final ThreadTeam.Task project = this::project;
  private final ThreadTeam.Task unroll = this::unroll;
  private final ThreadTeam.Task rollBack = this::rollBack;
  private final ThreadTeam.Task gradients = this::gradients;

  /** Called before the first step of a forward pass: makes the layer's own arrays ready. */
  void prepare() {
    recurrence.packForward();
  }

  void prepareBack() {
    recurrence.packBackward();
  }

  /** From the pre-activations in z to the state after: one row of {@code gates}, see the class. */
  abstract void forwardRow(int zAt, int before, int after);

  /**
   * From the gradient of the state after to dz, and to the gradient of the state before: added to
   * that of h, which the loss may have reached already, and set for any other part.
   */
  abstract void backwardRow(int zAt, int before, int after);

  /** Step {@code t} of the sequences {@code from} to {@code to} − 1. */
  void step(int t, int from, int to) {
    recurrence.forward(t * N + from, to - from, history.values[0], z);
    rows(t, from, to, forwardRow);
  }

  void stepBack(int t, int from, int to) {
    rows(t, from, to, backwardRow);
    recurrence.backward(t * N + from, to - from, z, history.gradients[0]);
  }

  /** The gradients of columns {@code from} to {@code to} − 1 of Wh, from so many rows. */
  void addRecurrentGradient(int row, int rows, int from, int to) {
    recurrence.addGradient(row, rows, history.values[0], z, from, to);
  }

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, zero(xs.batch()));
  }

  private S zero(int batch) {
    return batch == N ? history.zero() : zeroState(batch);
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
    history.start(outputs, initial);
    parts.choose((long) T * N * G * (inputSize() + H), N);
    projection.read(xs);
    prepare();
    for (stretch.toStart(); stretch.next(); ) {
      parts.run(project);
      parts.run(unroll);
    }
    wentForward = true;
    return outputs;
  }

  private void resize(Sequence xs) {
    T = xs.steps();
    N = xs.batch();
    stretch = new Stretch(T, N);
    history = new History<>(xs, zeroState(N));
    z = new double[Math.multiplyExact(T * N, G)];
    outputs = xs.withFlat(new Matrix(T * N, H));
    dx = xs.withFlat(new Matrix(T * N, inputSize()));
  }

  private void project(int part) {
    projection.forward(row(part), row(part + 1), z);
  }

  private void unroll(int part) {
    int from = parts.cut(N, part);
    int to = parts.cut(N, part + 1);
    for (int t = stretch.first; t < stretch.end; t++) {
      step(t, from, to);
      history.clearPadding(t, from, to, history.values[0], N * H, H);
      int at = (t * N + from) * H;
      System.arraycopy(history.values[0], at + N * H, outputs.flat().data(), at, (to - from) * H);
    }
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, zero(dh.batch()));
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    Checks.after(wentForward, "backward", "forward");
    Checks.backward(dh, dLast, outputs, one);
    wentForward = false;
    this.dh = dh.flat();
    this.dLast = dLast;
    prepareBack();
    projection.packBackward();
    for (stretch.toEnd(); stretch.previous(); ) {
      parts.run(rollBack);
      parts.run(gradients);
    }
    wentBackward = true;
    return dx;
  }

  private void rollBack(int part) {
    int from = parts.cut(N, part);
    int to = parts.cut(N, part + 1);
    if (stretch.end == T) history.open(T, from, to, dh, dLast);
    for (int t = stretch.end - 1; t >= stretch.first; t--) {
      history.open(t, from, to, dh, dLast);
      history.clearPadding(t, from, to, z, 0, G);
      stepBack(t, from, to);
    }
  }

  private void gradients(int part) {
    int from = parts.cut(G, part), to = parts.cut(G, part + 1);
    projection.addGradients(stretch.row(), stretch.rows(), from, to, z);
    addRecurrentGradient(stretch.row(), stretch.rows(), from, to);
    projection.backward(row(part), row(part + 1), z, dx.flat().data());
  }

  private int row(int part) {
    return stretch.row() + parts.cut(stretch.rows(), part);
  }

  /** Does {@code action} for each of the rows of step {@code t} that is real. */
  final void rows(int t, int from, int to, Row action) {
    for (int n = from; n < to; n++) {
      int row = t * N + n;
      if (outputs.isReal(t, n)) action.compute(row * G, row * H, (row + N) * H);
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
