package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.GruResetBeforeCell;
import unrolled.cell.HiddenState;

/**
 * The gated recurrent unit over a whole sequence, reset before the product; computes what {@link
 * GruResetBeforeCell} says, where the equations are. Each step needs two products, because the
 * candidate can only be computed once the reset gate is known; {@link Gru} needs one.
 */
public final class GruResetBefore extends FusedLayer<HiddenState> {
  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public GruResetBefore(GruResetBeforeCell cell) {
    this(cell, Precision.DOUBLE);
  }

  /** The same, computed inside in this precision. */
  public GruResetBefore(GruResetBeforeCell cell, Precision precision) {
    super(cell, cell.Wx.value.cols(), precision, steps(cell, precision));
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public GruResetBefore(int inputSize, int hiddenSize, RandomGenerator rng) {
    this(new GruResetBeforeCell(inputSize, hiddenSize, rng));
  }

  private static Steps<HiddenState> steps(GruResetBeforeCell cell, Precision precision) {
    return precision == Precision.SINGLE
        ? new SingleGruResetBeforeSteps(cell)
        : new GruResetBeforeSteps(cell);
  }
}
