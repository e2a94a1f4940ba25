package e26_both_directions;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.exercise.UpTo;
import unrolled.matrix.Matrix;

/**
 * A recurrent network that reads every row from both of its ends.
 *
 * <pre>{@code
 * f_t = tanh(x_t·Wx1 + f_(t−1)·Wh1 + b1)     t = 1 … length(n),    f before step 1 is 0
 * g_t = tanh(x_t·Wx2 + g_(t+1)·Wh2 + b2)     t = length(n) … 1,    g after length(n) is 0
 * row n of out_t = (f_t, g_t)                side by side, 0 where t > length(n)
 * row n of last  = (f_length(n), g_1)        side by side
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units in each direction; t counts from 1. Row
 * n has length(n) real steps; what stands in its later steps is padding. Schuster and Paliwal,
 * "Bidirectional recurrent neural networks", 1997.
 */
@About(
    title = "Both directions",
    points = 15,
    notebook = "10",
    buildsOn = {"e25"})
public interface BothDirections {
  /**
   * What the network gives.
   *
   * @param outputs for each step the states of both directions, side by side; 0 in the padding
   * @param last for each row the state of each direction after all it has read, side by side
   */
  record Both(@Shape("T × N × 2H") Matrix[] outputs, @Shape("N × 2H") Matrix last) {}

  /**
   * Reads each row from its start to its end, and from its end to its start. Both begin with zeros.
   * Writes into none of its inputs.
   *
   * @param xs the inputs of the steps, the first at index 0; an example has the same row in each
   * @param lengths for each row how many of its steps are real, from 1 to T
   * @param Wx1 the weights from the input, of the direction that begins at the start
   * @param Wh1 its weights from the state before
   * @param b1 its bias
   * @param Wx2 the weights from the input, of the direction that begins at the end
   * @param Wh2 its weights from the state before
   * @param b2 its bias
   */
  Both forward(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N") @UpTo("T") int[] lengths,
      @Shape("D × H") Matrix Wx1,
      @Shape("H × H") Matrix Wh1,
      @Shape("1 × H") Matrix b1,
      @Shape("D × H") Matrix Wx2,
      @Shape("H × H") Matrix Wh2,
      @Shape("1 × H") Matrix b2);
}
