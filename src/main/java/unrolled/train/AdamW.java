package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * {@link Adam} with weights that decay by themselves.
 *
 * <pre>{@code
 * w ← w − rate · decay · w             then Adam's step, which never sees the decay
 * }</pre>
 *
 * <p>A penalty inside the gradient would be divided by √v̂ like the rest of it, and so hold large
 * weights with large gradients least. Loshchilov and Hutter, "Decoupled weight decay
 * regularization", 2019.
 */
public final class AdamW extends Descent {
  private final double decay;
  private final Adam.Moments moments;

  /** PyTorch's default {@code decay} is 0.01. */
  public AdamW(double rate, double decay) {
    this(Schedule.constant(Positive.require("AdamW", "rate", rate)), decay);
  }

  public AdamW(Schedule rate, double decay) {
    this(rate, decay, 0.9, 0.999, 1e-8);
  }

  /** With settings of your own: β1 and β2 from 0 to below 1, ε above 0. */
  public AdamW(Schedule rate, double decay, double beta1, double beta2, double epsilon) {
    super(rate, "m", "v");
    moments = new Adam.Moments("AdamW", beta1, beta2, epsilon);
    this.decay = decay == 0 ? 0 : Positive.require("AdamW", "decay", decay);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    p.value.addScaled(-rate * decay, p.value);
    moments.update(p, memory.get("m").data(), memory.get("v").data(), t, rate);
  }
}
