package unrolled.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;
import unrolled.matrix.Elementwise;
import unrolled.matrix.Packed;

/**
 * The gated recurrent unit over a whole sequence, reset before the product; computes what {@link
 * GruResetBeforeCell} says, where the equations are. Each step needs two products, because the
 * candidate can only be computed once the reset gate is known; {@link Gru} needs one.
 */
public final class GruResetBefore extends FusedLayer<HiddenState> {
  private final Elementwise elementwise = kernel.elementwise();
  private final Row candidateRow = this::candidateRow;
  private final Row candidateBackwardRow = this::candidateBackwardRow;
  private final Row gatesRow = this::forwardRow;
  private final Row gatesBackwardRow = this::backwardRow;
  private final Packed gatesWh = new Packed(); // columns r z
  private final Packed candidateWh = new Packed(); // column n
  private final Packed gatesWhT = new Packed();
  private final Packed candidateWhT = new Packed();
  private double[] s = {}; // r ⊙ hPrev (T·N × H)
  private double[] ds = {}; // the same shape

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public GruResetBefore(GruResetBeforeCell cell) {
    super(cell, cell.Wx, cell.Wh, cell.b);
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public GruResetBefore(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new GruResetBeforeCell(inputSize, hiddenSize, rng));
  }

  @Override
  void prepare() {
    if (s.length == T * N * H) return;
    s = new double[T * N * H];
    ds = new double[T * N * H];
  }

  @Override
  void packForward() {
    kernel.pack(H, 2 * H, Wh.value.data(), 0, G, gatesWh);
    kernel.pack(H, H, Wh.value.data(), 2 * H, G, candidateWh);
  }

  @Override
  void packBackward() {
    kernel.packTrans(2 * H, H, Wh.value.data(), 0, G, gatesWhT);
    kernel.packTrans(H, H, Wh.value.data(), 2 * H, G, candidateWhT);
  }

  @Override
  void step(int t, int from, int to) {
    int zAt = (t * N + from) * G;
    int at = (t * N + from) * H;
    kernel.gemmPacked(to - from, history.values[0], at, H, gatesWh, z, zAt, G);
    clearPadding(t, from, to, s, 0, H);
    rows(t, from, to, gatesRow);
    kernel.gemmPacked(to - from, s, at, H, candidateWh, z, zAt + 2 * H, G);
    rows(t, from, to, candidateRow);
  }

  /** The two gates, and the state that the candidate sees. */
  @Override
  void forwardRow(int zAt, int before, int after) {
    elementwise.sigmoid(2 * H, z, zAt, z, zAt);
    for (int j = 0; j < H; j++) s[before + j] = z[zAt + j] * history.values[0][before + j];
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
  void stepBack(int t, int from, int to) {
    int zAt = (t * N + from) * G;
    int at = (t * N + from) * H;
    rows(t, from, to, candidateBackwardRow);
    Arrays.fill(ds, at, at + (to - from) * H, 0);
    kernel.gemmPacked(to - from, z, zAt + 2 * H, G, candidateWhT, ds, at, H);
    rows(t, from, to, gatesBackwardRow);
    kernel.gemmPacked(to - from, z, zAt, G, gatesWhT, history.gradients[0], at, H);
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
  void addRecurrentGradient(int from, int to) {
    int gates = Math.min(to, 2 * H); // columns of dWh up to here come from hPrev, the rest from s
    if (from < gates) add(history.values[0], from, gates);
    if (Math.max(from, 2 * H) < to) add(s, Math.max(from, 2 * H), to);
  }

  private void add(double[] left, int from, int to) {
    kernel.gemmTransA(H, to - from, T * N, left, 0, H, z, from, G, Wh.grad.data(), from, G);
  }
}
