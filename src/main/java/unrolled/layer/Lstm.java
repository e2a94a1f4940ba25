package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.LstmCell;
import unrolled.cell.LstmState;

/**
 * The long short-term memory over a whole sequence; computes what {@link LstmCell} says, where the
 * equations are. What happens between the products is in {@link unrolled.matrix.Gates#lstm}.
 */
public final class Lstm extends FusedLayer<LstmState> {
  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Lstm(LstmCell cell) {
    this(cell, Precision.DOUBLE);
  }

  /** The same, computed inside in this precision. */
  public Lstm(LstmCell cell, Precision precision) {
    super(cell, cell.Wx.value.cols(), precision, steps(cell, precision));
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Lstm(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new LstmCell(inputSize, hiddenSize, rng));
  }

  private static Steps<LstmState> steps(LstmCell cell, Precision precision) {
    return precision == Precision.SINGLE ? new SingleLstmSteps(cell) : new LstmSteps(cell);
  }
}
