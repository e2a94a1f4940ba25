package unrolled.layer;

import java.util.List;
import java.util.stream.Stream;
import unrolled.cell.State;
import unrolled.matrix.Kernel;
import unrolled.matrix.Kernels;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * What the steps of all networks have in common. G is the width of the gates, a multiple of H.
 *
 * <pre>{@code
 * z_t = x_t·Wx + b          for many steps at once
 * s_t = gates(z_t, s_(t−1)) row by row; the activations stay in z_t
 *
 * z_t ← dz_t                row by row; takes the place of the activations
 * dWx += xᵀ·dz   db += Σ dz   dx = dz·Wxᵀ     for many steps at once
 * }</pre>
 *
 * <p>What multiplies the state before by weights is not here: {@link OneProductSteps} adds it for
 * those whose gates see hPrev, the two forms of the GRU each in its own way, and a {@link MinGru}
 * has nothing of the kind.
 */
abstract class FusedSteps<S extends State<S>> implements Steps<S> {
  final Kernel kernel = Kernels.active();
  final int H;
  final int G;
  int T;
  int N;
  double[] z = {}; // (T·N × G), or longer: pre-activations, then activations, then gradients
  final History<S> history;
  final double[][] kept; // as many more (T·N × H), or longer, as the subclass asks for

  private final List<LayerWeights> weights;
  private final LayerInput input = new LayerInput();
  private final Projection projection;
  private final S one; // a state for one sequence
  private Sequence outputs; // with the lengths of the input
  private Sequence dh; // while the backward pass lasts; null for zeros
  private S dLast; // the same

  /**
   * With {@code more} arrays in {@link #kept}.
   *
   * @param one a state for one sequence
   * @param others the weights but for Wx and b
   */
  FusedSteps(S one, Parameter Wx, Parameter b, int more, LayerWeights... others) {
    this.one = one;
    var wx = new LayerWeights(Wx);
    var bias = new LayerWeights(b);
    weights = Stream.concat(Stream.of(wx, bias), Stream.of(others)).toList();
    history = new History<>(one);
    kept = new double[more][0];
    H = one.h().cols();
    G = wx.cols;
    projection = new Projection(wx, bias, input);
  }

  /** One row of one step: where it begins in the gates, and in the states before and after. */
  interface Row {
    void compute(int zAt, int before, int after);
  }

  final Row forwardRow = this::forwardRow;
  final Row backwardRow = this::backwardRow;

  /** Called before the first step of a forward pass: makes the subclass's own arrays ready. */
  void prepare() {}

  void prepareBack() {}

  /** From the pre-activations in z to the state after: one row of {@code gates}, see the class. */
  abstract void forwardRow(int zAt, int before, int after);

  /**
   * From the gradient of the state after to dz, and to the gradient of the state before: added to
   * that of h, which the loss may have reached already, and set for any other part.
   */
  abstract void backwardRow(int zAt, int before, int after);

  /** The states after step {@code t} of the sequences {@code from} to {@code to} − 1. */
  void compute(int t, int from, int to) {
    rows(t, from, to, forwardRow);
  }

  /** The reverse of {@link #compute}. */
  void computeBack(int t, int from, int to) {
    rows(t, from, to, backwardRow);
  }

  /** The gradients of columns {@code from} to {@code to} − 1 of Wh, from so many rows. */
  void addRecurrentGradient(int row, int rows, int from, int to) {}

  @Override
  public final void reserve(Sequence xs, boolean lasts) {
    int rows = xs.steps() * xs.batch();
    z = Room.grown(z, rows * G);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Room.grown(kept[i], rows * H);
    }
    history.reserve(rows + xs.batch());
    input.reserve(xs, lasts);
  }

  @Override
  public final long bytes(Sequence xs) {
    long rows = (long) xs.steps() * xs.batch();
    long states = 2L * one.size() * (rows + xs.batch()) * H;
    return Double.BYTES * (rows * (G + kept.length * H + 2 * xs.features()) + states);
  }

  @Override
  public final void read(Sequence xs, boolean lasts) {
    input.read(xs, lasts);
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).read();
    }
  }

  @Override
  public final void begin(Sequence outputs, S initial) {
    this.outputs = outputs;
    T = outputs.steps();
    N = outputs.batch();
    history.start(outputs, initial);
    projection.packForward();
    prepare();
  }

  @Override
  public final void project(int from, int to) {
    projection.forward(from, to, z);
  }

  @Override
  public final void step(int t, int from, int to) {
    compute(t, from, to);
    history.clearPadding(t, from, to, history.values[0], N * H, H);
    int at = (t * N + from) * H;
    Convert.write(history.values[0], at + N * H, outputs.flat(), at, (to - from) * H);
  }

  @Override
  public final void requireInput() {
    input.require();
  }

  @Override
  public final void beginBack(Sequence dh, S dLast, Sequence dx) {
    this.dh = dh;
    this.dLast = dLast;
    input.open(dx);
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).open();
    }
    projection.packBackward();
    prepareBack();
  }

  @Override
  public final void open(int from, int to) {
    history.open(T, from, to, dh, dLast);
  }

  @Override
  public final void stepBack(int t, int from, int to) {
    history.open(t, from, to, dh, dLast);
    history.clearPadding(t, from, to, z, 0, G);
    computeBack(t, from, to);
  }

  @Override
  public final void addGradients(int row, int rows, int from, int to) {
    projection.addGradients(row, rows, from, to, z);
    addRecurrentGradient(row, rows, from, to);
  }

  @Override
  public final void projectBack(int from, int to) {
    projection.backward(from, to, z);
  }

  @Override
  public final void endBack() {
    dh = null;
    dLast = null;
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).close();
    }
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
  public final S last() {
    return history.last();
  }

  @Override
  public final void lastH(Matrix to, int at) {
    history.lastH(to, at);
  }

  @Override
  public final S dInitial() {
    return history.dInitial();
  }
}
