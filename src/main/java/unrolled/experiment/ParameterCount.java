package unrolled.experiment;

import unrolled.layer.Layer;

/**
 * How many numbers a layer learns, by the equations and by counting.
 *
 * <pre>{@code
 * D inputs, H units                                       D = H = 64
 * RNN                  H·(D + H + 1)                           8,256
 * LSTM                 4·H·(D + H + 1)                        33,024
 * GRU, reset before    3·H·(D + H + 1)                        24,768
 * GRU, reset after     3·H·(D + H + 1) + H                    24,832    the candidate's second bias
 * GRU in Keras         3·H·(D + H + 2)                        24,960    reset after, two biases each
 * LSTM in PyTorch      4·H·(D + H + 2)                        33,280    two biases for each gate
 * }</pre>
 */
public final class ParameterCount {
  private ParameterCount() {}

  /** What {@code layer} has, counted. */
  public static int of(Layer<?> layer) {
    return layer.parameters().stream().mapToInt(p -> p.value.data().length).sum();
  }

  /**
   * By the equations.
   *
   * @param gates blocks of H columns: 1 for an RNN, 3 for a GRU, 4 for an LSTM
   * @param biases of each gate: 1, or 2 as in PyTorch and in Keras' GRU
   */
  public static int of(int inputSize, int hiddenSize, int gates, int biases) {
    return gates * hiddenSize * (inputSize + hiddenSize + biases);
  }
}
