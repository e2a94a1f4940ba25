package unrolled.train;

import java.util.List;
import unrolled.nn.Parameter;

/**
 * A limit on the length of the gradient.
 *
 * <pre>{@code
 * norm = √(Σ over all parameters of Σ dw²)
 * dw  ← dw · maxNorm / norm        by norm: if norm > maxNorm, for every parameter alike
 * dw  ← min(limit, max(−limit, dw))                    by value: each entry by itself
 * }</pre>
 *
 * <p>By norm, one factor serves all, so the direction of the step stays what the backward pass
 * found; by value it turns. Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent
 * neural networks", 2013. (PyTorch divides by norm + 1e-6, so its clipped gradients are that much
 * shorter.)
 */
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * Shortens the gradient to {@code maxNorm} if it is longer. Returns the norm it had before.
   *
   * @throws ArithmeticException if that norm is NaN or infinite; the gradient stays as it is
   */
  public static double byGlobalNorm(List<Parameter> parameters, double maxNorm) {
    Positive.require("byGlobalNorm", "maxNorm", maxNorm);
    double norm = globalNorm(parameters);
    if (!Double.isFinite(norm))
      throw new ArithmeticException("byGlobalNorm: the norm of the gradient is " + norm);
    if (norm > maxNorm)
      for (Parameter p : Parameter.distinct(parameters)) {
        double[] dw = p.grad.data();
        for (int i = 0; i < dw.length; i++) dw[i] *= maxNorm / norm;
      }
    return norm;
  }

  /**
   * Cuts every entry of the gradient to the range from −{@code limit} to {@code limit}.
   *
   * @throws ArithmeticException if a gradient holds NaN or infinity; all stay as they are
   */
  public static void byValue(List<Parameter> parameters, double limit) {
    Positive.require("byValue", "limit", limit);
    for (Parameter p : parameters)
      if (!p.grad.isFinite())
        throw new ArithmeticException("byValue: the gradient of " + p + " is not finite");
    for (Parameter p : parameters) {
      double[] dw = p.grad.data();
      for (int i = 0; i < dw.length; i++) dw[i] = Math.min(limit, Math.max(-limit, dw[i]));
    }
  }

  /** The length of the gradient over all parameters together, each counted once. */
  public static double globalNorm(List<Parameter> parameters) {
    double sum = 0;
    for (Parameter p : Parameter.distinct(parameters)) for (double g : p.grad.data()) sum += g * g;
    return Math.sqrt(sum);
  }
}
