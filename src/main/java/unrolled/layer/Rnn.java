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
public final class Rnn extends OneProductLayer<HiddenState> {
  private final Activation activation;

  /** A layer with the weights of {@code cell}: the same parameters, not copies. */
  public Rnn(RnnCell cell) {
    super(cell, cell.Wx, cell.Wh, cell.b, 0);
    activation = cell.activation();
  }

  /** A layer with weights of its own, uniform on ±1/√H. */
  public Rnn(int inputSize, int hiddenSize, Activation activation, RandomGenerator rng) {
    this(new RnnCell(inputSize, hiddenSize, activation, rng));
  }

  @Override
  void forwardRow(int zAt, int before, int after) {
    activation.of(H, z, zAt, history.values[0], after);
  }

  @Override
  void backwardRow(int zAt, int before, int after) {
    activation.backward(H, history.gradients[0], after, history.values[0], after, z, zAt);
  }
}
