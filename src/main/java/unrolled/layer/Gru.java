package unrolled.layer;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.nn.Parameter;

/**
 * The gated recurrent unit over a whole sequence, reset after the product; computes what {@link
 * GruCell} says, where the equations are.
 *
 * <pre>{@code
 * z  holds  u = x·Wx + b,              then r z n,  then du = (dr, dz, dn)      (T·N × 3H)
 * v  holds  hPrev·Wh + (0, 0, bhn),                 then dv = (dr, dz, dq)      (T·N × 3H)
 * }</pre>
 */
public final class Gru extends FusedLayer<HiddenState> {
  private final Parameter bhn; // (1 × H)
  private double[] v = {};

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Gru(GruCell cell) {
    super(cell, cell.Wx, cell.Wh, cell.b);
    bhn = cell.bhn;
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Gru(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new GruCell(inputSize, hiddenSize, rng));
  }

  @Override
  double[] v() {
    return v;
  }

  @Override
  void prepare() {
    if (v.length != T * N * G) v = new double[T * N * G];
    Arrays.fill(v, 0);
    for (int row = 0; row < T * N; row++)
      System.arraycopy(bhn.value.data(), 0, v, row * G + 2 * H, H);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] u = z.data();
    double[] h = states[0];
    for (int j = 0; j < H; j++) {
      int at = zAt + j;
      double r = SIGMOID.of(u[at] + v[at]);
      double z = SIGMOID.of(u[at + H] + v[at + H]);
      double n = TANH.of(u[at + 2 * H] + r * v[at + 2 * H]);
      u[at] = r;
      u[at + H] = z;
      u[at + 2 * H] = n;
      h[after + j] = n + z * (h[before + j] - n);
    }
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] u = z.data();
    double[] hPrev = states[0];
    for (int j = 0; j < H; j++) {
      int at = zAt + j;
      double r = u[at];
      double z = u[at + H];
      double n = u[at + 2 * H];
      double q = v[at + 2 * H];
      double dh = dStates[0][after + j];
      double dn = dh * (1 - z) * TANH.slope(n);
      double dz = dh * (hPrev[before + j] - n) * SIGMOID.slope(z);
      double dr = dn * q * SIGMOID.slope(r);
      u[at] = v[at] = dr;
      u[at + H] = v[at + H] = dz;
      u[at + 2 * H] = dn;
      v[at + 2 * H] = dn * r;
      dStates[0][before + j] += dh * z;
    }
  }

  @Override
  void addRecurrentGradient() {
    super.addRecurrentGradient();
    for (int row = 0; row < T * N; row++) kernel.axpy(H, 1, v, row * G + 2 * H, bhn.grad.data(), 0);
  }
}
