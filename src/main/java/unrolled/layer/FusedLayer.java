package unrolled.layer;

import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.gemm.ThreadTeam;
import unrolled.nn.Parameter;

/**
 * What {@link Rnn}, {@link Lstm}, {@link Gru}, {@link GruResetBefore} and {@link MinGru} have in
 * common: the order of the work. G is the width of the gates, a multiple of H.
 *
 * <pre>{@code
 * forward     for each stretch of steps:
 *               z     = x·Wx + b              one product for the stretch
 *               for each of them:
 *                 s_t  = gates(z_t, s_(t−1))  row by row; the activations stay in z_t
 *
 * backward    for each stretch of steps, the last one first:
 *               for each of them, backward:
 *                 z_t ← dz_t                  row by row; takes the place of the activations
 *               dWx += xᵀ·dz                  one product for the stretch   (D × G)
 *               db  += Σ over the rows of dz                                (1 × G)
 *               dx   = dz·Wxᵀ                 one product for the stretch
 * }</pre>
 *
 * <p>What multiplies the state before by weights is not here: {@link OneProductLayer} adds it for
 * those whose gates see hPrev, the two forms of the GRU each in its own way, and a {@link MinGru}
 * has nothing of the kind.
 *
 * <p>hPrev of all steps stands in one array, see {@link History}. Rows that are padding are never
 * computed: states and gradients are 0 there, and add nothing to any product.
 *
 * <p>The work is done in parts, by as many threads: the steps of a {@link Stretch} for some of the
 * sequences; the products over all of its steps for some rows of x, and some columns of the
 * weights. Each number is computed in the same order whatever the parts, so it has the same bits.
 *
 * <p>All arrays are kept and only grow: a pass over a batch that is no larger than one before
 * allocates nothing. They are made before anything is changed.
 */
abstract class FusedLayer<S extends State<S>> extends PassLayer<S> implements CellLayer<S> {
  final Kernel kernel = Kernels.active();
  final int H;
  final int G;
  int T;
  int N;
  double[] z = {}; // (T·N × G), or longer: pre-activations, then activations, then gradients
  final History<S> history;
  final double[][] kept; // as many more (T·N × H), or longer, as the subclass asks for

  final Parts parts = new Parts();
  private final Cell<S> cell;
  private final Projection projection;
  private final long weights; // each is multiplied once in a row
  private final S one; // a state for one sequence
  private final Stretch stretch = new Stretch(); // that is being worked on
  private Sequence outputs; // with the lengths of the input
  private double[] h; // of the outputs
  private double[] dx;
  private double[] dh; // as handed in, while the backward pass lasts; null for zeros
  private S dLast; // the same

  /** With {@code more} arrays in {@link #kept}. */
  FusedLayer(Cell<S> cell, Parameter Wx, Parameter b, int more) {
    this.cell = cell;
    one = cell.zeroState(1);
    history = new History<>(one);
    kept = new double[more][0];
    H = cell.hiddenSize();
    G = Wx.value.cols();
    projection = new Projection(Wx, b);
    weights = cell.parameters().stream().mapToLong(p -> p.value.data().length).sum();
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
  void prepare() {}

  void prepareBack() {}

  /** From the pre-activations in z to the state after: one row of {@code gates}, see the class. */
  abstract void forwardRow(int zAt, int before, int after);

  /**
   * From the gradient of the state after to dz, and to the gradient of the state before: added to
   * that of h, which the loss may have reached already, and set for any other part.
   */
  abstract void backwardRow(int zAt, int before, int after);

  /** Step {@code t} of the sequences {@code from} to {@code to} − 1. */
  void step(int t, int from, int to) {
    rows(t, from, to, forwardRow);
  }

  void stepBack(int t, int from, int to) {
    rows(t, from, to, backwardRow);
  }

  /** The gradients of columns {@code from} to {@code to} − 1 of Wh, from so many rows. */
  void addRecurrentGradient(int row, int rows, int from, int to) {}

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), one);
    requireRoom(xs);
    reserve(xs);
    projection.read(xs, !passes.overwrites(xs));
    passes.begin(xs);
    T = xs.steps();
    N = xs.batch();
    outputs = passes.lend(xs, H);
    h = outputs.flat().storage();
    stretch.shape(T, N);
    history.start(outputs, initial);
    parts.choose(weights * T * N, N);
    prepare();
    for (stretch.toStart(); stretch.next(); ) {
      parts.run(project);
      parts.run(unroll);
    }
    return passes.end(outputs);
  }

  @Override
  public void requireRoom(Sequence xs) {
    long rows = (long) xs.steps() * xs.batch();
    long largest = Math.max(rows * Math.max(G, inputSize()), (rows + xs.batch()) * H);
    Room.require(xs, largest, bytes(xs));
  }

  private double bytes(Sequence xs) {
    double rows = (double) xs.steps() * xs.batch();
    double states = 2.0 * one.size() * (rows + xs.batch()) * H;
    return 8 * (rows * (G + kept.length * H + H + 2 * inputSize()) + states);
  }

  @Override
  public void reserve(Sequence xs) {
    int rows = xs.steps() * xs.batch();
    try {
      z = Room.grown(z, rows * G);
      for (int i = 0; i < kept.length; i++) {
        kept[i] = Room.grown(kept[i], rows * H);
      }
      history.reserve(rows + xs.batch());
      projection.reserve(xs, !passes.overwrites(xs));
      passes.reserve(rows * H, rows * inputSize());
    } catch (OutOfMemoryError e) {
      throw Room.exhausted(xs, bytes(xs), e);
    }
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
      System.arraycopy(history.values[0], at + N * H, h, at, (to - from) * H);
    }
  }

  @Override
  public Sequence backward(Sequence dh) {
    return backward(dh, null);
  }

  @Override
  public Sequence backward(S dLast) {
    return backward(null, dLast);
  }

  @Override
  public Sequence backward(Sequence dh, S dLast) {
    requireBackward(dh);
    Checks.backward(dh, dLast, outputs, one);
    this.dh = dh == null ? null : dh.flat().storage();
    this.dLast = dLast;
    Sequence gradient = passes.lendGradient(inputSize());
    dx = gradient.flat().storage();
    prepareBack();
    projection.packBackward();
    for (stretch.toEnd(); stretch.previous(); ) {
      parts.run(rollBack);
      parts.run(gradients);
    }
    this.dh = null;
    this.dLast = null;
    passes.wentBack();
    return gradient;
  }

  @Override
  public void requireBackward(Sequence dh) {
    super.requireBackward(dh);
    projection.requireInput();
  }

  private void rollBack(int part) {
    int from = parts.cut(N, part);
    int to = parts.cut(N, part + 1);
    if (stretch.end == T) {
      history.open(T, from, to, dh, dLast);
    }
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
    projection.backward(row(part), row(part + 1), z, dx);
  }

  private int row(int part) {
    return stretch.row() + parts.cut(stretch.rows(), part);
  }

  /** Does {@code action} for each of the rows of step {@code t} that is real. */
  final void rows(int t, int from, int to, Row action) {
    for (int n = from; n < to; n++) {
      int row = t * N + n;
      if (outputs.isReal(t, n)) {
        action.compute(row * G, row * H, (row + N) * H);
      }
    }
  }

  @Override
  public S last() {
    passes.outputs("last");
    return history.last();
  }

  @Override
  public S dInitial() {
    passes.requireBack();
    return history.dInitial();
  }

  @Override
  public final Cell<S> cell() {
    return cell;
  }
}
