package unrolled.layer;

import java.util.random.RandomGenerator;
import unrolled.cell.HiddenState;
import unrolled.cell.RnnCell;
import unrolled.nn.Activation;

/**
 * The simple recurrent network over a whole sequence; computes what {@link RnnCell} says.
 *
 * <pre>{@code
 * h_t  = tanh(z_t)               or another activation
 * dz_t = dh_t ⊙ (1 − h_t²)
 * }</pre>
 */
public final class Rnn extends FusedLayer<HiddenState> {
  private final Activation activation;

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Rnn(RnnCell cell) {
    this(cell, Precision.DOUBLE);
  }

  /** The same, computed inside in this precision. */
  public Rnn(RnnCell cell, Precision precision) {
    super(cell, cell.Wx.value.cols(), precision, steps(cell, precision));
    activation = cell.activation();
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Rnn(int inputSize, int hiddenSize, Activation activation, RandomGenerator rng) {
    this(new RnnCell(inputSize, hiddenSize, activation, rng));
  }

  /** What makes h of z. */
  public Activation activation() {
    return activation;
  }

  private static Steps<HiddenState> steps(RnnCell cell, Precision precision) {
    return precision == Precision.SINGLE ? new SingleRnnSteps(cell) : new RnnSteps(cell);
  }
}
