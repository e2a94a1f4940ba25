package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Gradient descent whose steps shrink as gradients add up, for each weight by itself.
 *
 * <pre>{@code
 * s ← s + dw²                          sum of all squares so far
 * w ← w − rate · dw / (√s + ε)
 * }</pre>
 *
 * <p>A weight that is seldom used, as that of a rare word, keeps long steps. Duchi, Hazan and
 * Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.
 */
public final class Adagrad extends Descent {
  private final double epsilon;

  /** With PyTorch's ε = 1e-10. */
  public Adagrad(double rate) {
    this(Schedule.constant(Positive.require("Adagrad", "rate", rate)));
  }

  public Adagrad(Schedule rate) {
    this(rate, 1e-10);
  }

  /** With an ε of your own, above 0. */
  public Adagrad(Schedule rate, double epsilon) {
    super(rate, "s");
    this.epsilon = Positive.require("Adagrad", "epsilon", epsilon);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    double[] w = p.value.data();
    double[] dw = p.grad.data();
    double[] s = memory.get("s").data();
    for (int i = 0; i < w.length; i++) {
      s[i] += dw[i] * dw[i];
      w[i] -= rate * dw[i] / (Math.sqrt(s[i]) + epsilon);
    }
  }
}
