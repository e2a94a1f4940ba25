package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Stochastic gradient descent, without memory of earlier gradients.
 *
 * <pre>{@code
 * w ← w − rate · dw
 * }</pre>
 */
public final class Sgd extends Descent {
  public Sgd(double rate) {
    this(Schedule.constant(Positive.require("Sgd", "rate", rate)));
  }

  public Sgd(Schedule rate) {
    super(rate);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    p.value.addScaled(-rate, p.grad);
  }
}
