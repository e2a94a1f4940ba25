package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Stochastic gradient descent, without memory of earlier gradients.
 *
 * <pre>{@code
 * w ← w − rate · (dw + decay·w)        decay is 0 unless it is given
 * }</pre>
 */
public final class Sgd extends Descent {
  private final double decay;

  public Sgd(double rate) {
    this(Schedule.constant(Positive.require("Sgd", "rate", rate)));
  }

  public Sgd(Schedule rate) {
    this(rate, 0);
  }

  /** With weights that decay, as PyTorch's {@code weight_decay}; {@code decay} is 0 or more. */
  public Sgd(Schedule rate, double decay) {
    super(rate);
    this.decay = decay == 0 ? 0 : Positive.require("Sgd", "decay", decay);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    if (decay > 0) {
      p.value.addScaled(-rate * decay, p.value);
    }
    p.value.addScaled(-rate, p.grad);
  }
}
