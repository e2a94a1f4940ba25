package unrolled.train;

import java.util.List;
import unrolled.nn.Parameter;

/**
 * Stochastic gradient descent, without memory.
 *
 * <pre>{@code
 * w ← w − rate · dw
 * }</pre>
 */
public final class Sgd implements Optimizer {
  private final double rate;

  public Sgd(double rate) {
    this.rate = Positive.require("Sgd", "rate", rate);
  }

  @Override
  public void step(List<Parameter> parameters) {
    for (Parameter p : parameters) p.value.addScaled(-rate, p.grad);
  }
}
