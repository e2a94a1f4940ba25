package unrolled.layer;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;

/**
 * The gated recurrent unit over a whole sequence, reset before the product; computes what {@link
 * GruResetBeforeCell} says, where the equations are. Each step needs two products, because the
 * candidate can only be computed once the reset gate is known; {@link Gru} needs one.
 */
public final class GruResetBefore extends FusedLayer<HiddenState> {
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
    if (s.length != T * N * H) {
      s = new double[T * N * H];
      ds = new double[T * N * H];
    }
    clearPadding(s, 0, H);
  }

  @Override
  void step(int t) {
    int zAt = t * N * G;
    int at = t * N * H;
    double[] wh = Wh.value.data();
    kernel.gemm(N, 2 * H, H, states[0], at, H, wh, 0, G, z.data(), zAt, G);
    rows(t, this::forwardRow);
    kernel.gemm(N, H, H, s, at, H, wh, 2 * H, G, z.data(), zAt + 2 * H, G);
    rows(t, this::candidateRow);
  }

  /** The two gates, and the state that the candidate sees. */
  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] gates = z.data();
    for (int j = 0; j < H; j++) {
      double r = SIGMOID.of(gates[zAt + j]);
      gates[zAt + j] = r;
      gates[zAt + H + j] = SIGMOID.of(gates[zAt + H + j]);
      s[before + j] = r * states[0][before + j];
    }
  }

  private void candidateRow(int zAt, int before, int after) {
    double[] gates = z.data();
    double[] h = states[0];
    for (int j = 0; j < H; j++) {
      double z = gates[zAt + H + j];
      double n = TANH.of(gates[zAt + 2 * H + j]);
      gates[zAt + 2 * H + j] = n;
      h[after + j] = n + z * (h[before + j] - n);
    }
  }

  @Override
  void stepBack(int t) {
    int zAt = t * N * G;
    int at = t * N * H;
    double[] whT = WhT.data();
    rows(t, this::candidateBackwardRow);
    Arrays.fill(ds, at, at + N * H, 0);
    kernel.gemm(N, H, H, z.data(), zAt + 2 * H, G, whT, 2 * H * H, H, ds, at, H);
    rows(t, this::backwardRow);
    kernel.gemm(N, H, 2 * H, z.data(), zAt, G, whT, 0, H, dStates[0], at, H);
  }

  private void candidateBackwardRow(int zAt, int before, int after) {
    double[] gates = z.data();
    double[] hPrev = states[0];
    for (int j = 0; j < H; j++) {
      double z = gates[zAt + H + j];
      double n = gates[zAt + 2 * H + j];
      double dh = dStates[0][after + j];
      gates[zAt + 2 * H + j] = dh * (1 - z) * TANH.slope(n);
      gates[zAt + H + j] = dh * (hPrev[before + j] - n) * SIGMOID.slope(z);
      dStates[0][before + j] += dh * z;
    }
  }

  /** From ds to dr, once the candidate's row has been done. */
  @Override
  void backwardRow(int zAt, int before, int after) {
    for (int j = 0; j < H; j++) {
      double r = z.data()[zAt + j];
      z.data()[zAt + j] = ds[before + j] * states[0][before + j] * SIGMOID.slope(r);
      dStates[0][before + j] += ds[before + j] * r;
    }
  }

  @Override
  void addRecurrentGradient() {
    double[] dWh = Wh.grad.data();
    kernel.gemmTransA(H, 2 * H, T * N, states[0], 0, H, z.data(), 0, G, dWh, 0, G);
    kernel.gemmTransA(H, H, T * N, s, 0, H, z.data(), 2 * H, G, dWh, 2 * H, G);
  }
}
