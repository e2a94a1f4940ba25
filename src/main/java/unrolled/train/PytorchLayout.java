package unrolled.train;

import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.Parameter;

/**
 * Names and layouts of PyTorch's {@code nn.RNN}, {@code nn.LSTM}, {@code nn.GRU} and {@code
 * nn.Linear}.
 *
 * <pre>{@code
 * weight_ih_l0 = Wxᵀ (kH × D)      bias_ih_l0 = b      (kH)
 * weight_hh_l0 = Whᵀ (kH × H)      bias_hh_l0 = 0      (kH), GRU: (0, 0, bhn)
 * weight       = Wᵀ  (O × I)       bias       = b      (O)
 * }</pre>
 *
 * <p>The gates stand in the same order as here: i f g o, and r z n. A cell has one bias where
 * PyTorch has two, which are added on the way in. The layer above has {@code _l1}; the direction
 * that reads from the end has {@code _l0_reverse}.
 */
public final class PytorchLayout {
  private PytorchLayout() {}

  /**
   * A recurrent cell or layer.
   *
   * @param prefix what stands before each name, such as {@code "encoder."}; may be empty
   * @param layer from 0
   * @param parameters {@code Wx Wh b}, and {@code bhn} of a GRU
   */
  public static WeightLayout recurrent(
      String prefix, int layer, boolean reverse, List<Parameter> parameters) {
    Gates gates = new Gates(parameters);
    if (gates.isGru() && !gates.resetsAfter())
      throw new IllegalArgumentException("PyTorch has no GRU that resets before the product");
    String suffix = "_l" + layer + (reverse ? "_reverse" : "");
    return new Recurrent(
        prefix + "weight_ih" + suffix,
        prefix + "weight_hh" + suffix,
        prefix + "bias_ih" + suffix,
        prefix + "bias_hh" + suffix,
        gates);
  }

  private record Recurrent(String wx, String wh, String bx, String bh, Gates gates)
      implements WeightLayout {
    @Override
    public Map<String, Tensor> tensors() {
      return Map.of(
          wx, Tensor.matrix(gates.wx().transpose()),
          wh, Tensor.matrix(gates.wh().transpose()),
          bx, Tensor.vector(gates.inputBias()),
          bh, Tensor.vector(gates.recurrentBias()));
    }

    @Override
    public void take(Map<String, Tensor> found) {
      Matrix weightX = found.get(wx).value().transpose();
      Matrix weightH = found.get(wh).value().transpose();
      gates.set(weightX, weightH, found.get(bx).value(), found.get(bh).value());
    }
  }

  /** An affine map. */
  public static WeightLayout linear(String prefix, Dense dense) {
    return new Linear(prefix + "weight", prefix + "bias", dense);
  }

  private record Linear(String weight, String bias, Dense dense) implements WeightLayout {
    @Override
    public Map<String, Tensor> tensors() {
      return Map.of(
          weight, Tensor.matrix(dense.W.value.transpose()),
          bias, Tensor.vector(dense.b.value));
    }

    @Override
    public void take(Map<String, Tensor> found) {
      Tensor.copy(found.get(weight).value().transpose(), dense.W.value);
      Tensor.copy(found.get(bias).value(), dense.b.value);
    }
  }
}
