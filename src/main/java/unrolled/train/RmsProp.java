package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * Gradient descent by the gradient over its usual size.
 *
 * <pre>{@code
 * v ← α·v + (1 − α)·dw²                running mean of the square
 * w ← w − rate · dw / (√v + ε)
 * }</pre>
 *
 * <p>The mean forgets, so that a weight can learn again after a time of large gradients. Tieleman
 * and Hinton, "Lecture 6.5: rmsprop", Coursera, 2012.
 */
public final class RmsProp extends Descent {
  private final double epsilon;
  private final double alpha;

  /** With PyTorch's α = 0.99 and ε = 1e-8. */
  public RmsProp(double rate) {
    this(Schedule.constant(Positive.require("RmsProp", "rate", rate)), 0.99);
  }

  public RmsProp(Schedule rate, double alpha) {
    this(rate, alpha, 1e-8);
  }

  /** With an ε of your own, above 0. */
  public RmsProp(Schedule rate, double alpha, double epsilon) {
    super(rate, "v");
    this.epsilon = Positive.require("RmsProp", "epsilon", epsilon);
    this.alpha = Positive.below1("RmsProp", "alpha", alpha);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    double[] w = p.value.data();
    double[] dw = p.grad.data();
    double[] v = memory.get("v").data();
    for (int i = 0; i < w.length; i++) {
      v[i] = alpha * v[i] + (1 - alpha) * dw[i] * dw[i];
      w[i] -= rate * dw[i] / (Math.sqrt(v[i]) + epsilon);
    }
  }
}
