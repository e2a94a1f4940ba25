package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;

/**
 * The long short-term memory over a whole sequence; computes what {@link LstmCell} says, where the
 * equations are. What happens between the products is in {@link unrolled.matrix.Gates#lstm}.
 */
public final class Lstm extends OneProductLayer<LstmState> {
  private double[] tanhC = {}; // (T·N × H)

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Lstm(LstmCell cell) {
    super(cell, cell.Wx, cell.Wh, cell.b, 1);
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Lstm(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new LstmCell(inputSize, hiddenSize, rng));
  }

  @Override
  void prepare() {
    super.prepare();
    tanhC = kept[0];
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    kernel.gates().lstm(H, z, zAt, history.values[0], history.values[1], tanhC, before, after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    double[] dh = history.gradients[0];
    double[] dc = history.gradients[1];
    kernel.gates().lstmBackward(H, z, zAt, dh, dc, history.values[1], tanhC, before, after);
  }
}
