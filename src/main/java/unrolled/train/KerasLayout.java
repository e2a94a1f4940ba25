package unrolled.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import unrolled.matrix.Matrix;
import unrolled.nn.Dense;
import unrolled.nn.Parameter;

/**
 * Names and layouts of Keras' {@code SimpleRNN}, {@code LSTM}, {@code GRU} and {@code Dense}.
 *
 * <pre>{@code
 * kernel           = Wx (D × kH)     bias = b (kH); GRU with reset_after: b over (0, 0, bhn) (2 × 3H)
 * recurrent_kernel = Wh (H × kH)
 * kernel           = W  (I × O)      bias = b (O)
 * }</pre>
 *
 * <p>The gates of an LSTM stand in the same order as here, i f c o with c for our g. Those of a GRU
 * do not: z r h, where we have r z n, so their first two blocks change places.
 */
public final class KerasLayout {
  private KerasLayout() {}

  /**
   * A recurrent cell or layer; a GRU has reset_after if {@code bhn} is among its parameters.
   *
   * @param prefix what stands before each name, such as {@code "lstm/lstm_cell/"}; may be empty
   * @param parameters {@code Wx Wh b}, and {@code bhn} of a GRU
   */
  public static WeightLayout recurrent(String prefix, List<Parameter> parameters) {
    return new Recurrent(
        prefix + "kernel", prefix + "recurrent_kernel", prefix + "bias", new Gates(parameters));
  }

  private record Recurrent(String wx, String wh, String b, Gates gates) implements WeightLayout {
    @Override
    public Map<String, Tensor> tensors() {
      Matrix bias = swap(gates.inputBias());
      return Map.of(
          wx, Tensor.matrix(swap(gates.wx())),
          wh, Tensor.matrix(swap(gates.wh())),
          b, gates.resetsAfter() ? both(bias) : Tensor.vector(bias));
    }

    private Tensor both(Matrix bias) {
      double[] recurrent = swap(gates.recurrentBias()).data();
      return Tensor.matrix(Matrix.of(new double[][] {bias.data(), recurrent}));
    }

    @Override
    public void take(Map<String, Tensor> found) {
      Matrix bias = found.get(b).value();
      int wide = bias.cols();
      double[] both = bias.rows() == 2 ? bias.data() : Arrays.copyOf(bias.data(), 2 * wide);
      gates.set(
          swap(found.get(wx).value()),
          swap(found.get(wh).value()),
          swap(Matrix.row(Arrays.copyOf(both, wide))),
          swap(Matrix.row(Arrays.copyOfRange(both, wide, 2 * wide))));
    }

    /** From one order of the gates to the other, in either direction. */
    private Matrix swap(Matrix m) {
      int h = gates.units();
      if (!gates.isGru()) return m;
      return Matrix.beside(m.columns(h, 2 * h), m.columns(0, h), m.columns(2 * h, 3 * h));
    }
  }

  /** An affine map. */
  public static WeightLayout dense(String prefix, Dense dense) {
    return new Affine(prefix + "kernel", prefix + "bias", dense);
  }

  private record Affine(String kernel, String bias, Dense dense) implements WeightLayout {
    @Override
    public Map<String, Tensor> tensors() {
      return Map.of(
          kernel, Tensor.matrix(dense.W.value),
          bias, Tensor.vector(dense.b.value));
    }

    @Override
    public void take(Map<String, Tensor> found) {
      Tensor.copy(found.get(kernel).value(), dense.W.value);
      Tensor.copy(found.get(bias).value(), dense.b.value);
    }
  }
}
