package unrolled.layer;

import static unrolled.nn.Activation.SIGMOID;
import static unrolled.nn.Activation.TANH;

import java.util.random.RandomGenerator;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;

/**
 * The long short-term memory over a whole sequence; computes what {@link LstmCell} says, where the
 * equations are. The four gates of a unit are computed together, in one pass over the row.
 */
public final class Lstm extends FusedLayer<LstmState> {
  private double[] tanhC = {}; // (T·N × H)

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Lstm(LstmCell cell) {
    super(cell, cell.Wx, cell.Wh, cell.b);
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Lstm(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new LstmCell(inputSize, hiddenSize, rng));
  }

  @Override
  void prepare() {
    if (tanhC.length != T * N * H) tanhC = new double[T * N * H];
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    double[] gates = z.data();
    double[] h = states[0];
    double[] c = states[1];
    for (int j = 0; j < H; j++) {
      int at = zAt + j;
      double i = SIGMOID.of(gates[at]);
      double f = SIGMOID.of(gates[at + H]);
      double g = TANH.of(gates[at + 2 * H]);
      double o = SIGMOID.of(gates[at + 3 * H]);
      gates[at] = i;
      gates[at + H] = f;
      gates[at + 2 * H] = g;
      gates[at + 3 * H] = o;
      c[after + j] = f * c[before + j] + i * g;
      tanhC[before + j] = TANH.of(c[after + j]);
      h[after + j] = o * tanhC[before + j];
    }
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] gates = z.data();
    double[] cPrev = states[1];
    double[] dc = dStates[1];
    for (int j = 0; j < H; j++) {
      int at = zAt + j;
      double i = gates[at];
      double f = gates[at + H];
      double g = gates[at + 2 * H];
      double o = gates[at + 3 * H];
      double dh = dStates[0][after + j];
      double dCell = dc[after + j] + dh * o * TANH.slope(tanhC[before + j]);
      dc[before + j] = dCell * f;
      gates[at] = dCell * g * SIGMOID.slope(i);
      gates[at + H] = dCell * cPrev[before + j] * SIGMOID.slope(f);
      gates[at + 2 * H] = dCell * i * TANH.slope(g);
      gates[at + 3 * H] = dh * tanhC[before + j] * SIGMOID.slope(o);
    }
  }
}
