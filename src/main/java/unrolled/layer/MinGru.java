package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.HiddenState;
import unrolled.cell.MinGruCell;

/**
 * The minimal gated recurrent unit over a whole sequence; computes what {@link MinGruCell} says,
 * where the equations are. No step needs a product: that of x does all of it.
 *
 * <p>From step to step it goes one after the other, {@code h = hPrev + z ⊙ (n − hPrev)}, for H
 * units of N sequences at once. {@link Scan} could do the steps side by side, but it computes more,
 * and a processor of few cores has enough to do side by side already. Nothing is computed with
 * logarithms: 1 − z is never divided by, so no product of many of them can underflow to harm.
 *
 * <p>What happens after the product is in {@link unrolled.matrix.Gates#minGru}.
 */
public final class MinGru extends FusedLayer<HiddenState> {
  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public MinGru(MinGruCell cell) {
    this(cell, Precision.DOUBLE);
  }

  /** The same, computed inside in this precision. */
  public MinGru(MinGruCell cell, Precision precision) {
    super(cell, cell.Wx.value.cols(), precision, steps(cell, precision));
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public MinGru(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new MinGruCell(inputSize, hiddenSize, rng));
  }

  private static Steps<HiddenState> steps(MinGruCell cell, Precision precision) {
    return precision == Precision.SINGLE ? new SingleMinGruSteps(cell) : new MinGruSteps(cell);
  }
}
