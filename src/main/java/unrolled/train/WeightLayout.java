package unrolled.train;

import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * How some parameters are named and laid out in a file of {@link Weights}: see {@link
 * PytorchLayout} and {@link KerasLayout}.
 */
public interface WeightLayout {
  /** The parameters as the file has them. */
  Map<String, Tensor> tensors();

  /** Sets the parameters from tensors that have the names and sizes of {@link #tensors}. */
  void take(Map<String, Tensor> found);

  /** A matrix that the file has as it is, such as an embedding. */
  static WeightLayout matrix(String name, Parameter p) {
    return new WeightLayout() {
      @Override
      public Map<String, Tensor> tensors() {
        return Map.of(name, Tensor.matrix(p.value));
      }

      @Override
      public void take(Map<String, Tensor> found) {
        Matrix value = found.get(name).value();
        Tensor.copy(value, p.value);
      }
    };
  }
}
