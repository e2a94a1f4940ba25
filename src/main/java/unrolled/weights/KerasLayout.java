package unrolled.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.layer.Layer;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.Embedding;
import unrolled.nn.Parameter;

/**
 * Names and layouts of Keras' {@code SimpleRNN}, {@code LSTM}, {@code GRU} and {@code Dense}.
 *
 * <pre>{@code
 * kernel           = Wx (D × kH)   bias = b (kH); GRU, reset_after: b over (0, 0, bhn) (2 × 3H)
 * recurrent_kernel = Wh (H × kH)
 * kernel           = W  (I × O)    bias = b (O)
 * }</pre>
 *
 * <p>The gates of an LSTM stand in the same order as here, i f c o with c for our g. Those of a GRU
 * do not: z r h, where we have r z n, so their first two blocks change places.
 */
public final class KerasLayout {
  /** Blocks of gates, by the names that Keras gives its layers. */
  private static final Map<String, Integer> BLOCKS = Map.of("simple_rnn", 1, "gru", 3, "lstm", 4);

  private KerasLayout() {}

  /**
   * A recurrent cell or layer; a GRU has reset_after if {@code bhn} is among its parameters.
   *
   * @param prefix what stands before each name, such as {@code "lstm/lstm_cell/"}; may be empty
   * @param parameters {@code Wx Wh b}, and {@code bhn} of a GRU
   */
  public static Map<String, Slot> recurrent(String prefix, List<Parameter> parameters) {
    RecurrentParameters gates = new RecurrentParameters(parameters);
    Parameter b = gates.b();
    return Map.of(
        prefix + "kernel", swapped(gates.wx(), gates),
        prefix + "recurrent_kernel", swapped(gates.wh(), gates),
        prefix + "bias",
            gates.resetsAfter()
                ? twoBiases(gates)
                : new Slot(
                    () -> Tensor.vector(swap(b.value, gates)),
                    m -> b.value.copyFrom(swap(m, gates))));
  }

  private static Slot swapped(Parameter p, RecurrentParameters gates) {
    return new Slot(
        () -> Tensor.matrix(swap(p.value, gates)), m -> p.value.copyFrom(swap(m, gates)));
  }

  private static Slot twoBiases(RecurrentParameters gates) {
    Matrix b = gates.b().value;
    int wide = gates.wide();
    return new Slot(
        () -> {
          Matrix both = Matrix.beside(swap(b, gates), swap(gates.recurrentBias(), gates));
          return Tensor.matrix(Matrix.wrap(2, wide, both.data()));
        },
        m -> {
          Matrix both = Matrix.wrap(1, 2 * wide, m.data());
          b.copyFrom(swap(both.columns(0, wide), gates));
          gates.addRecurrentBias(swap(both.columns(wide, 2 * wide), gates));
        });
  }

  /** From one order of the gates to the other, in either direction. */
  private static Matrix swap(Matrix m, RecurrentParameters gates) {
    int h = gates.units();
    if (!gates.isGru()) {
      return m;
    }
    return Matrix.beside(m.columns(h, 2 * h), m.columns(0, h), m.columns(2 * h, 3 * h));
  }

  /** An affine map. */
  public static Map<String, Slot> dense(String prefix, Dense dense) {
    return Map.of(prefix + "kernel", Slot.matrix(dense.W), prefix + "bias", Slot.vector(dense.b));
  }

  /** An {@code Embedding}. */
  public static Map<String, Slot> embedding(String prefix, Embedding embedding) {
    return Map.of(prefix + "embeddings", Slot.matrix(embedding.W));
  }

  /**
   * Layers on top of each other, under the names that Keras gives them by itself: {@code
   * lstm/lstm_cell/kernel}, {@code lstm_1/lstm_cell/kernel} and so on; in two directions {@code
   * bidirectional/forward_lstm/lstm_cell/kernel}.
   *
   * @param prefix what stands before each name; may be empty
   * @param kind {@code simple_rnn}, {@code lstm} or {@code gru}
   * @param layer one layer, {@code Stacked} ones, or {@code Stacked} layers of {@code
   *     Bidirectional} ones
   * @throws IllegalArgumentException if the layer is of another kind, or its layers are not alike
   */
  public static Map<String, Slot> stacked(String prefix, String kind, Layer<?> layer) {
    List<List<Layer<?>>> levels = RecurrentParameters.levels("Keras", layer);
    int blocks = new RecurrentParameters(levels.get(0).get(0).parameters()).blocks();
    if (!BLOCKS.containsKey(kind)) {
      throw new IllegalArgumentException(
          "Keras: expected simple_rnn, lstm or gru as the kind, got " + kind);
    }
    if (BLOCKS.get(kind) != blocks) {
      throw new IllegalArgumentException(
          "Keras: expected a layer of the kind %s, with %d blocks of columns; got one with %d"
              .formatted(kind, BLOCKS.get(kind), blocks));
    }
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (int k = 0; k < levels.size(); k++) {
      String number = k == 0 ? "" : "_" + k;
      List<Layer<?>> parts = levels.get(k);
      for (Layer<?> part : parts) {
        String direction = part == parts.get(0) ? "forward" : "backward";
        String name =
            parts.size() == 1
                ? kind + number
                : "bidirectional%s/%s_%s".formatted(number, direction, kind);
        slots.putAll(recurrent(prefix + name + "/" + kind + "_cell/", part.parameters()));
      }
    }
    return slots;
  }
}
