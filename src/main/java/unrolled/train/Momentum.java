package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Gradient descent that keeps some of its speed.
 *
 * <pre>{@code
 * v ← μ·v + dw                         speed
 * w ← w − rate · v                     plain
 * w ← w − rate · (dw + μ·v)            Nesterov: the gradient as if the next μ·v were done
 * }</pre>
 *
 * <p>Where gradients agree from step to step, v grows to 1/(1 − μ) times one of them; where they
 * alternate, they cancel. This is PyTorch's form, in which the rate is not part of v. Polyak, 1964;
 * Sutskever and others, "On the importance of initialization and momentum in deep learning", 2013.
 */
public final class Momentum extends Descent {
  private final double mu;
  private final boolean nesterov;

  /** Plain momentum; {@code mu} is usually 0.9. */
  public Momentum(double rate, double mu) {
    this(Schedule.constant(Positive.require("Momentum", "rate", rate)), mu, false);
  }

  /** Momentum, plain or Nesterov's. */
  public Momentum(Schedule rate, double mu, boolean nesterov) {
    super(rate, "v");
    this.mu = Positive.from0("Momentum", "mu", mu);
    this.nesterov = nesterov;
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    double[] w = p.value.data();
    double[] dw = p.grad.data();
    double[] v = memory.get("v").data();
    for (int i = 0; i < w.length; i++) {
      v[i] = mu * v[i] + dw[i];
      w[i] -= rate * (nesterov ? dw[i] + mu * v[i] : v[i]);
    }
  }
}
