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

  /** PyTorch's default {@code decay} is 0.01. */
  public AdamW(double rate, double decay) {
    this(Schedule.constant(Positive.require("AdamW", "rate", rate)), decay);
  }

  public AdamW(Schedule rate, double decay) {
    super(rate, "m", "v");
    this.decay = Positive.require("AdamW", "decay", decay);
  }

  @Override
  void update(Parameter p, Map<String, Matrix> memory, double t, double rate) {
    p.value.addScaled(-rate * decay, p.value);
    Adam.update(p, memory.get("m").data(), memory.get("v").data(), t, rate);
  }
}
