package unrolled.train;

import java.util.List;
import unrolled.nn.Parameter;

/**
 * A limit on the length of the gradient.
 *
 * <pre>{@code
 * norm = √(Σ over all parameters of Σ dw²)
 * dw  ← dw · maxNorm / norm        by norm: if norm > maxNorm, for every parameter
 * dw  ← min(limit, max(−limit, dw))                    by value: each entry by itself
 * }</pre>
 *
 * <p>By norm, one factor serves all, so the direction of the step stays what the backward pass
 * found; by value it turns. Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent
 * neural networks", 2013. (PyTorch divides by norm + 1e-6, so its clipped gradients are that much
 * shorter.)
 */
public final class GradientClipping {
  // Lists are walked by number here and in the optimizers: a step of training makes no iterator.

  private GradientClipping() {}

  /**
   * Shortens the gradient to {@code maxNorm} if it is longer. Returns the norm it had before.
   *
   * <p>A norm beyond the largest double is returned as infinity; the gradient is shortened all the
   * same.
   *
   * @throws ArithmeticException if an entry is NaN or infinite; the gradient stays as it is
   */
  public static double byGlobalNorm(List<Parameter> all, double maxNorm) {
    List<Parameter> parameters = Parameter.distinct(all);
    Positive.require("byGlobalNorm", "maxNorm", maxNorm);
    double norm = globalNorm(parameters);
    if (!(norm > maxNorm) && !Double.isNaN(norm)) {
      return norm;
    }
    for (int k = 0; k < parameters.size(); k++) {
      Parameter p = parameters.get(k);
      if (!p.grad.isFinite()) {
        throw new ArithmeticException("byGlobalNorm: the gradient of " + p + " is not finite");
      }
    }
    double unit = Double.isInfinite(norm) ? largest(parameters) : 1;
    double factor = maxNorm / (unit == 1 ? norm : Math.sqrt(squares(parameters, unit)));
    for (int k = 0; k < parameters.size(); k++) {
      double[] dw = parameters.get(k).grad.data();
      for (int i = 0; i < dw.length; i++) {
        dw[i] = dw[i] / unit * factor;
      }
    }
    return norm;
  }

  private static double largest(List<Parameter> parameters) {
    double largest = 0;
    for (int k = 0; k < parameters.size(); k++) {
      for (double g : parameters.get(k).grad.data()) {
        largest = Math.max(largest, Math.abs(g)); // NaN stays NaN
      }
    }
    return largest;
  }

  private static double squares(List<Parameter> parameters, double unit) {
    double sum = 0;
    for (int k = 0; k < parameters.size(); k++) {
      for (double g : parameters.get(k).grad.data()) {
        sum += g / unit * (g / unit);
      }
    }
    return sum;
  }

  /**
   * Cuts every entry of the gradient to the range from −{@code limit} to {@code limit}.
   *
   * @throws ArithmeticException if a gradient holds NaN or infinity; all stay as they are
   */
  public static void byValue(List<Parameter> parameters, double limit) {
    Positive.require("byValue", "limit", limit);
    for (Parameter p : parameters) {
      if (!p.grad.isFinite()) {
        throw new ArithmeticException("byValue: the gradient of " + p + " is not finite");
      }
    }
    for (Parameter p : parameters) {
      double[] dw = p.grad.data();
      for (int i = 0; i < dw.length; i++) {
        dw[i] = Math.min(limit, Math.max(-limit, dw[i]));
      }
    }
  }

  /**
   * The length of the gradient over all parameters together, each counted once; infinity if no
   * double is so large.
   */
  public static double globalNorm(List<Parameter> all) {
    List<Parameter> parameters = Parameter.distinct(all);
    double sum = 0;
    for (int k = 0; k < parameters.size(); k++) {
      for (double g : parameters.get(k).grad.data()) {
        sum += g * g;
      }
    }
    if (sum >= Double.MIN_NORMAL && sum <= Double.MAX_VALUE || Double.isNaN(sum)) {
      return Math.sqrt(sum);
    }
    double largest = largest(parameters); // its square is out of range, though it may not be
    return largest == 0 || !Double.isFinite(largest)
        ? largest
        : largest * Math.sqrt(squares(parameters, largest));
  }
}
