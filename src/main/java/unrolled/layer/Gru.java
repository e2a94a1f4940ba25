package unrolled.layer;

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
 *
 * <p>What happens between the products is in {@link unrolled.matrix.Gates#gru}.
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
    super.prepare();
    if (v.length != T * N * G) v = new double[T * N * G];
  }

  @Override
  void step(int t, int from, int to) {
    for (int row = t * N + from; row < t * N + to; row++) {
      Arrays.fill(v, row * G, row * G + 2 * H, 0);
      System.arraycopy(bhn.value.data(), 0, v, row * G + 2 * H, H);
    }
    super.step(t, from, to);
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    kernel.gates().gru(H, z, v, zAt, history.values[0], before, after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    kernel
        .gates()
        .gruBackward(H, z, v, zAt, history.gradients[0], history.values[0], before, after);
  }

  @Override
  void addRecurrentGradient(int from, int to) {
    super.addRecurrentGradient(from, to);
    int first = Math.max(from, 2 * H);
    double[] dbhn = bhn.grad.data();
    for (int row = 0; first < to && row < T * N; row++)
      kernel.axpy(to - first, 1, v, row * G + first, dbhn, first - 2 * H);
  }
}
