package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;

/**
 * The gated recurrent unit over a whole sequence, reset after the product; computes what {@link
 * GruCell} says, where the equations are. What happens between the products is in {@link
 * unrolled.matrix.Gates#gru}.
 */
public final class Gru extends FusedLayer<HiddenState> {
  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Gru(GruCell cell) {
    this(cell, Precision.DOUBLE);
  }

  /** The same, computed inside in this precision. */
  public Gru(GruCell cell, Precision precision) {
    super(cell, cell.Wx.value.cols(), precision, steps(cell, precision));
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Gru(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new GruCell(inputSize, hiddenSize, rng));
  }

  private static Steps<HiddenState> steps(GruCell cell, Precision precision) {
    return precision == Precision.SINGLE ? new SingleGruSteps(cell) : new GruSteps(cell);
  }
}
