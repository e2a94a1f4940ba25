package unrolled.layer;

import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.matrix.Matrix;
import unrolled.matrix.gemm.ThreadTeam;

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
 * <p>What is computed, and in what arrays, is in the {@link Steps} of each network; here are the
 * checks, the time, the threads and the storage for what is handed out.
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
  final Parts parts = new Parts();
  private final Cell<S> cell;
  private final Precision precision;
  private final Steps<S> steps;
  private final int H;
  private final int G;
  private int T;
  private int N;
  private final long weights; // each is multiplied once in a row
  private final S one; // a state for one sequence
  private final Stretch stretch = new Stretch(); // that is being worked on
  private Sequence outputs;

  /**
   * Carries {@code cell} through time.
   *
   * @param gates the width G of its gates
   * @param precision of {@code steps}
   */
  FusedLayer(Cell<S> cell, int gates, Precision precision, Steps<S> steps) {
    this.cell = cell;
    this.precision = precision;
    this.steps = steps;
    one = cell.zeroState(1);
    H = cell.hiddenSize();
    G = gates;
    weights = cell.parameters().stream().mapToLong(p -> p.value.data().length).sum();
  }

  private final ThreadTeam.Task project = this::project;
  private final ThreadTeam.Task unroll = this::unroll;
  private final ThreadTeam.Task rollBack = this::rollBack;
  private final ThreadTeam.Task gradients = this::gradients;

  @Override
  public Sequence forward(Sequence xs) {
    return forward(xs, null);
  }

  @Override
  public Sequence forward(Sequence xs, S initial) {
    Checks.forward(xs, initial, inputSize(), one);
    passes.enter();
    try {
      return pass(xs, initial);
    } finally {
      passes.leave();
    }
  }

  private Sequence pass(Sequence xs, S initial) {
    requireRoom(xs);
    reserve(xs);
    steps.read(xs, !passes.overwrites(xs));
    passes.begin(xs);
    T = xs.steps();
    N = xs.batch();
    outputs = passes.lend(xs, H);
    stretch.shape(T, N);
    parts.choose(weights * T * N, N);
    steps.begin(outputs, initial);
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
    double handedOut = (double) xs.steps() * xs.batch() * (H + inputSize());
    return Double.BYTES * handedOut + steps.bytes(xs);
  }

  @Override
  public void reserve(Sequence xs) {
    int rows = xs.steps() * xs.batch();
    try {
      steps.reserve(xs, !passes.overwrites(xs));
      passes.reserve(rows * H, rows * inputSize());
    } catch (OutOfMemoryError e) {
      throw Room.exhausted(xs, bytes(xs), e);
    }
  }

  private void project(int part) {
    steps.project(row(part), row(part + 1));
  }

  private void unroll(int part) {
    int from = parts.cut(N, part);
    int to = parts.cut(N, part + 1);
    for (int t = stretch.first; t < stretch.end; t++) {
      steps.step(t, from, to);
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
    passes.requireApart(dh);
    passes.enter();
    try {
      return passBack(dh, dLast);
    } finally {
      passes.leave();
    }
  }

  private Sequence passBack(Sequence dh, S dLast) {
    Checks.backward(dh, dLast, outputs, one);
    Sequence gradient = passes.lendGradient(inputSize());
    steps.beginBack(dh, dLast, gradient);
    for (stretch.toEnd(); stretch.previous(); ) {
      parts.run(rollBack);
      parts.run(gradients);
    }
    steps.endBack();
    passes.wentBack();
    return gradient;
  }

  @Override
  public void requireBackward(Sequence dh) {
    super.requireBackward(dh);
    steps.requireInput();
  }

  private void rollBack(int part) {
    int from = parts.cut(N, part);
    int to = parts.cut(N, part + 1);
    if (stretch.end == T) {
      steps.open(from, to);
    }
    for (int t = stretch.end - 1; t >= stretch.first; t--) {
      steps.stepBack(t, from, to);
    }
  }

  private void gradients(int part) {
    int from = parts.cut(G, part);
    int to = parts.cut(G, part + 1);
    steps.addGradients(stretch.row(), stretch.rows(), from, to);
    steps.projectBack(row(part), row(part + 1));
  }

  private int row(int part) {
    return stretch.row() + parts.cut(stretch.rows(), part);
  }

  @Override
  public S last() {
    passes.outputs("last");
    return steps.last();
  }

  @Override
  public void lastH(Matrix to, int at) {
    passes.outputs("last");
    steps.lastH(to, at);
  }

  @Override
  public S dInitial() {
    passes.requireBack();
    return steps.dInitial();
  }

  @Override
  public String toString() {
    return super.toString() + (precision == Precision.SINGLE ? ", in floats" : "");
  }

  @Override
  public final Cell<S> cell() {
    return cell;
  }
}
