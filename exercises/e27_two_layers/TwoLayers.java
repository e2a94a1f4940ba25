package e27_two_layers;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * A recurrent network that stands on another one.
 *
 * <pre>{@code
 * h_t = tanh(x_t·Wx1 + h_(t−1)·Wh1 + b1)     (N × H)     t = 1 … T,     h_0 = 0
 * g_t = tanh(h_t·Wx2 + g_(t−1)·Wh2 + b2)     (N × K)     t = 1 … T,     g_0 = 0
 * lower = h_1 … h_T                                           every state of the lower layer
 * last  = g_T                                                 the last one of the upper layer
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units in the lower layer and K in the upper
 * one. Schmidhuber, "Learning complex, extended sequences using the principle of history
 * compression", 1992; El Hihi and Bengio, "Hierarchical recurrent neural networks for long-term
 * dependencies", 1995.
 */
@About(
    title = "Two layers",
    points = 10,
    notebook = "10",
    buildsOn = {"e06"},
    optional = true)
public interface TwoLayers {
  /**
   * What the layers give.
   *
   * @param lower the state of the lower layer after each step, the first at index 0
   * @param last the state of the upper layer after the last step
   */
  record Read(@Shape("T × N × H") Matrix[] lower, @Shape("N × K") Matrix last) {}

  /**
   * Reads a sequence with two layers. Both begin with zeros. Writes into none of its inputs.
   *
   * @param xs the inputs of the steps, the first at index 0; an example has the same row in each
   * @param Wx1 the weights of the lower layer from the input
   * @param Wh1 its weights from its state before
   * @param b1 its bias
   * @param Wx2 the weights of the upper layer from the state of the lower one
   * @param Wh2 its weights from its state before
   * @param b2 its bias
   */
  Read forward(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("D × H") Matrix Wx1,
      @Shape("H × H") Matrix Wh1,
      @Shape("1 × H") Matrix b1,
      @Shape("H × K") Matrix Wx2,
      @Shape("K × K") Matrix Wh2,
      @Shape("1 × K") Matrix b2);
}
