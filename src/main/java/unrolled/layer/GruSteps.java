package unrolled.layer;

import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;

/**
 * The steps of {@link Gru}.
 *
 * <pre>{@code
 * z  holds  x·Wx + b + hPrev·Wh for r and z, x·Wx + b for n;  r z n;  then du      (T·N × 3H)
 * v  holds  hPrev·Wh + bhn for n;                                     then dv      (T·N × H)
 * }</pre>
 *
 * <p>Between the products, {@link unrolled.matrix.Gates#gru}.
 */
final class GruSteps extends FusedSteps<HiddenState> {
  private final LayerWeights bhn; // (1 × H)
  private final Recurrence toGates; // r z
  private final Recurrence toCandidate; // n
  private double[] v = {};

  GruSteps(GruCell cell) {
    this(cell, new LayerWeights(cell.Wh), new LayerWeights(cell.bhn));
  }

  private GruSteps(GruCell cell, LayerWeights Wh, LayerWeights bhn) {
    super(cell.zeroState(1), cell.Wx, cell.b, 1, Wh, bhn);
    this.bhn = bhn;
    toGates = new Recurrence(Wh, 0, 2 * H, G, 0);
    toCandidate = new Recurrence(Wh, 2 * H, G, H, 0);
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
  void compute(int t, int from, int to) {
    int first = t * N + from;
    toGates.forward(first, to - from, history.values[0], z);
    for (int row = first; row < t * N + to; row++) {
      System.arraycopy(bhn.value, 0, v, row * H, H);
    }
    toCandidate.forward(first, to - from, history.values[0], v);
    rows(t, from, to, forwardRow);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    kernel.gates().gru(H, z, zAt, v, history.values[0], before, after);
  }

  @Override
  void computeBack(int t, int from, int to) {
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
      kernel.gemm().axpy(to - 2 * H - own, 1, v, r * H + own, bhn.gradient, own);
    }
  }
}
