package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.nn.Parameter;

/**
 * The gated recurrent unit over a whole sequence, reset after the product; computes what {@link
 * GruCell} says, where the equations are.
 *
 * <pre>{@code
 * z  holds  x·Wx + b + hPrev·Wh for r and z, x·Wx + b for n;  r z n;  then du      (T·N × 3H)
 * v  holds  hPrev·Wh + bhn for n;                                     then dv      (T·N × H)
 * }</pre>
 *
 * <p>What happens between the products is in {@link unrolled.matrix.Gates#gru}.
 */
public final class Gru extends FusedLayer<HiddenState> {
  private final Parameter bhn; // (1 × H)
  private final Recurrence toGates; // r z
  private final Recurrence toCandidate; // n
  private double[] v = {};

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Gru(GruCell cell) {
    super(cell, cell.Wx, cell.b, 1);
    bhn = cell.bhn;
    toGates = new Recurrence(cell.Wh, 0, 2 * H, G, 0);
    toCandidate = new Recurrence(cell.Wh, 2 * H, G, H, 0);
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Gru(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new GruCell(inputSize, hiddenSize, rng));
  }

  @Override
  void prepare() {
    toGates.packForward();
    toCandidate.packForward();
    v = kept[0];
  }

  @Override
  void prepareBack() {
    toGates.packBackward();
    toCandidate.packBackward();
  }

  @Override
  void step(int t, int from, int to) {
    int first = t * N + from;
    toGates.forward(first, to - from, history.values[0], z);
    for (int row = first; row < t * N + to; row++) {
      System.arraycopy(bhn.value.data(), 0, v, row * H, H);
    }
    toCandidate.forward(first, to - from, history.values[0], v);
    rows(t, from, to, forwardRow);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    kernel.gates().gru(H, z, zAt, v, history.values[0], before, after);
  }

  @Override
  void stepBack(int t, int from, int to) {
    int first = t * N + from;
    history.clearPadding(t, from, to, v, 0, H);
    rows(t, from, to, backwardRow);
    toGates.backward(first, to - from, z, history.gradients[0]);
    toCandidate.backward(first, to - from, v, history.gradients[0]);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    kernel
        .gates()
        .gruBackward(H, z, zAt, v, history.gradients[0], history.values[0], before, after);
  }

  @Override
  void addRecurrentGradient(int row, int rows, int from, int to) {
    toGates.addGradient(row, rows, history.values[0], z, from, to);
    toCandidate.addGradient(row, rows, history.values[0], v, from, to);
    int own = Math.max(from, 2 * H) - 2 * H;
    for (int r = row; own < to - 2 * H && r < row + rows; r++) {
      kernel.gemm().axpy(to - 2 * H - own, 1, v, r * H + own, bhn.grad.data(), own);
    }
  }
}
