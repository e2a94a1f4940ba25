package unrolled.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unrolled.cell.RnnCell;
import unrolled.layer.CellLayer;
import unrolled.layer.Layer;
import unrolled.nn.Activation;
import unrolled.nn.Dense;
import unrolled.nn.Embedding;
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
  public static Map<String, Slot> recurrent(
      String prefix, int layer, boolean reverse, List<Parameter> parameters) {
    RecurrentParameters gates = new RecurrentParameters(parameters);
    if (gates.isGru() && !gates.resetsAfter()) {
      throw new IllegalArgumentException("PyTorch has no GRU that resets before the product");
    }
    String suffix = "_l" + layer + (reverse ? "_reverse" : "");
    Map<String, Slot> slots =
        new LinkedHashMap<>(); // in order: the second bias is added to the first
    slots.put(prefix + "weight_ih" + suffix, Slot.transposed(gates.wx()));
    slots.put(prefix + "weight_hh" + suffix, Slot.transposed(gates.wh()));
    slots.put(prefix + "bias_ih" + suffix, Slot.vector(gates.b()));
    slots.put(
        prefix + "bias_hh" + suffix,
        new Slot(
            () -> Tensor.vector(gates.recurrentBias()),
            gates::addRecurrentBias,
            prefix + "bias_ih" + suffix));
    return slots;
  }

  /**
   * A whole {@code nn.RNN}, {@code nn.LSTM} or {@code nn.GRU}: one layer, {@code Stacked} ones, or
   * {@code Stacked} layers of {@code Bidirectional} ones.
   *
   * @param prefix what stands before each name, such as {@code "encoder."}; may be empty
   * @throws IllegalArgumentException if PyTorch has no such network: layers of different kinds or
   *     widths, parameters that two of them share, or another activation than tanh and ReLU
   */
  public static Map<String, Slot> stacked(String prefix, Layer<?> layer) {
    List<List<Layer<?>>> levels = RecurrentParameters.levels("PyTorch", layer);
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (int k = 0; k < levels.size(); k++) {
      requireKnown(k, levels.get(k), levels.get(0).get(0));
      for (Layer<?> part : levels.get(k)) {
        boolean reverse = part != levels.get(k).get(0);
        slots.putAll(recurrent(prefix, k, reverse, part.parameters()));
      }
    }
    return slots;
  }

  private static void requireKnown(int k, List<Layer<?>> parts, Layer<?> first) {
    int hidden = first.hiddenSize();
    for (Layer<?> part : parts) {
      if (part.hiddenSize() != hidden) {
        throw new IllegalArgumentException(
            "PyTorch has one hidden_size for all layers: expected %d in layer %d, got %d"
                .formatted(hidden, k, part.hiddenSize()));
      }
      Optional<Activation> activation = activation(part);
      if (activation.isPresent()
          && activation.get() != Activation.TANH
          && activation.get() != Activation.RELU) {
        throw new IllegalArgumentException(
            "nn.RNN has tanh or ReLU; layer %d has %s".formatted(k, activation.get()));
      }
      if (!activation.equals(activation(first))) {
        throw new IllegalArgumentException(
            "nn.RNN has one nonlinearity for all layers: expected %s in layer %d, got %s"
                .formatted(activation(first).get(), k, activation.get()));
      }
    }
  }

  private static Optional<Activation> activation(Layer<?> layer) {
    return layer instanceof CellLayer<?> ofCell && ofCell.cell() instanceof RnnCell cell
        ? Optional.of(cell.activation())
        : Optional.empty();
  }

  /** An affine map. */
  public static Map<String, Slot> linear(String prefix, Dense dense) {
    return Map.of(
        prefix + "weight", Slot.transposed(dense.W), prefix + "bias", Slot.vector(dense.b));
  }

  /** An {@code nn.Embedding}. */
  public static Map<String, Slot> embedding(String prefix, Embedding embedding) {
    return Map.of(prefix + "weight", Slot.matrix(embedding.W));
  }
}
