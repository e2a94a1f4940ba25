package unrolled.layer;

import java.util.Arrays;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.matrix.Elementwise;

/** The steps of {@link GruResetBefore}, each with two products. */
final class GruResetBeforeSteps extends FusedSteps<HiddenState> {
  private final Elementwise elementwise = kernel.elementwise();
  private final Row candidateRow = this::candidateRow;
  private final Row candidateBackwardRow = this::candidateBackwardRow;
  private final Recurrence toGates; // r z, from hPrev
  private final Recurrence toCandidate; // n, from s
  private double[] s = {}; // r ⊙ hPrev (T·N × H)
  private double[] ds = {}; // the same shape

  GruResetBeforeSteps(GruResetBeforeCell cell) {
    this(cell, new LayerWeights(cell.Wh));
  }

  private GruResetBeforeSteps(GruResetBeforeCell cell, LayerWeights Wh) {
    super(cell.zeroState(1), cell.Wx, cell.b, 2, Wh);
    toGates = new Recurrence(Wh, 0, 2 * H, G, 0);
    toCandidate = new Recurrence(Wh, 2 * H, G, G, 2 * H);
  }

  @Override
  void prepare() {
    toGates.packForward();
    toCandidate.packForward();
    s = kept[0];
    ds = kept[1];
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
    history.clearPadding(t, from, to, s, 0, H);
    rows(t, from, to, forwardRow);
    toCandidate.forward(first, to - from, s, z);
    rows(t, from, to, candidateRow);
  }

  /** The two gates, and the state that the candidate sees. */
  @Override
  void forwardRow(int zAt, int before, int after) {
    elementwise.sigmoid(2 * H, z, zAt, z, zAt);
    for (int j = 0; j < H; j++) {
      s[before + j] = z[zAt + j] * history.values[0][before + j];
    }
  }

  private void candidateRow(int zAt, int before, int after) {
    elementwise.tanh(H, z, zAt + 2 * H, z, zAt + 2 * H);
    double[] h = history.values[0];
    for (int j = 0; j < H; j++) {
      double n = z[zAt + 2 * H + j];
      h[after + j] = n + z[zAt + H + j] * (h[before + j] - n);
    }
  }

  @Override
  void computeBack(int t, int from, int to) {
    int first = t * N + from;
    rows(t, from, to, candidateBackwardRow);
    Arrays.fill(ds, first * H, (t * N + to) * H, 0);
    toCandidate.backward(first, to - from, z, ds);
    rows(t, from, to, backwardRow);
    toGates.backward(first, to - from, z, history.gradients[0]);
  }

  private void candidateBackwardRow(int zAt, int before, int after) {
    double[] hPrev = history.values[0];
    double[] dState = history.gradients[0];
    for (int j = 0; j < H; j++) {
      double gate = z[zAt + H + j];
      double n = z[zAt + 2 * H + j];
      double dh = dState[after + j];
      z[zAt + 2 * H + j] = dh * (1 - gate) * (1 - n * n);
      z[zAt + H + j] = dh * (hPrev[before + j] - n) * gate * (1 - gate);
      dState[before + j] += dh * gate;
    }
  }

  /** From ds to dr, once the candidate's row has been done. */
  @Override
  void backwardRow(int zAt, int before, int after) {
    for (int j = 0; j < H; j++) {
      double r = z[zAt + j];
      z[zAt + j] = ds[before + j] * history.values[0][before + j] * r * (1 - r);
      history.gradients[0][before + j] += ds[before + j] * r;
    }
  }

  @Override
  void addRecurrentGradient(int row, int rows, int from, int to) {
    toGates.addGradient(row, rows, history.values[0], z, from, to);
    toCandidate.addGradient(row, rows, s, z, from, to);
  }
}
