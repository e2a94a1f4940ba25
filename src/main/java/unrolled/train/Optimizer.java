package unrolled.train;

import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * A rule that turns gradients into a change of the weights.
 *
 * <p>The order of one training step is always: {@code zeroGrad}, forward, backward, clip, {@code
 * step}. {@link Trainer} keeps to it.
 */
public interface Optimizer {
  /**
   * Changes the value of every parameter, once, however often it is listed. Gradients are read, not
   * reset.
   */
  void step(List<Parameter> parameters);

  /**
   * What the next step of {@code p} depends on besides its gradient, by name: the storage itself,
   * so that a {@link Checkpoint} can save it and put it back. Empty for a rule without memory.
   */
  default Map<String, Matrix> memory(Parameter p) {
    return Map.of();
  }
}
