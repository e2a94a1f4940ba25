package unrolled.train;

import java.util.List;
import unrolled.nn.Parameter;

/**
 * A rule that turns gradients into a change of the weights.
 *
 * <p>The order of one training step is always: {@code zeroGrad}, forward, backward, clip, {@code
 * step}. {@link Trainer} keeps to it.
 */
public interface Optimizer {
  /** Changes the value of every parameter. Gradients are read, not reset. */
  void step(List<Parameter> parameters);
}
