package unrolled.train;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import unrolled.nn.Parameter;

/**
 * Gradient descent with a step of its own for each weight.
 *
 * <pre>{@code
 * m ← β1·m + (1 − β1)·dw               running mean of the gradient
 * v ← β2·v + (1 − β2)·dw²              running mean of its square
 * w ← w − rate · m̂ / (√v̂ + ε)          m̂ = m/(1 − β1^t),  v̂ = v/(1 − β2^t)
 * }</pre>
 *
 * <p>The two corrections make up for m and v starting at 0: without them the first step would be
 * about three times as long. Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
 */
public final class Adam implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final Map<Parameter, Moments> moments = new IdentityHashMap<>();

  private static final class Moments {
    final double[] m;
    final double[] v;
    int t; // steps taken

    Moments(int size) {
      m = new double[size];
      v = new double[size];
    }
  }

  /** With the paper's β1 = 0.9, β2 = 0.999 and ε = 1e-8. */
  public Adam(double rate) {
    this.rate = Positive.require("Adam", "rate", rate);
  }

  @Override
  public void step(List<Parameter> parameters) {
    for (Parameter p : parameters)
      step(p, moments.computeIfAbsent(p, q -> new Moments(q.value.data().length)));
  }

  private void step(Parameter p, Moments s) {
    double[] w = p.value.data();
    double[] dw = p.grad.data();
    s.t++;
    double correction1 = 1 - Math.pow(BETA1, s.t);
    double correction2 = 1 - Math.pow(BETA2, s.t);
    for (int i = 0; i < w.length; i++) {
      s.m[i] = BETA1 * s.m[i] + (1 - BETA1) * dw[i];
      s.v[i] = BETA2 * s.v[i] + (1 - BETA2) * dw[i] * dw[i];
      w[i] -= rate * (s.m[i] / correction1) / (Math.sqrt(s.v[i] / correction2) + EPSILON);
    }
  }
}
