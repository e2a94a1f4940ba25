package e25_padding_and_lengths;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.exercise.UpTo;
import unrolled.matrix.Matrix;

/**
 * The simple recurrent network over a batch of sequences of different lengths.
 *
 * <pre>{@code
 * row n of h_t    = tanh(x_t·Wx + h_(t−1)·Wh + b)    while t ≤ length(n), else that of h_(t−1)
 * row n of out_t  = row n of h_t                     while t ≤ length(n), else 0
 * last            = h_T                              each row's state after its own last step
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units; t counts from 1. The step is that of
 * e05. Row n has length(n) real steps; what stands in its later steps is padding.
 */
@About(
    title = "Padding and lengths",
    points = 10,
    notebook = "10",
    buildsOn = {"e06"})
public interface PaddingAndLengths {
  /**
   * What the network gives.
   *
   * @param outputs for each step the states of the rows that go on, and 0 in the other rows
   * @param last for each row the state after its own last step
   */
  record Read(@Shape("T × N × H") Matrix[] outputs, @Shape("N × H") Matrix last) {}

  /**
   * Reads each row up to its own end. Writes into none of its inputs.
   *
   * @param xs the inputs of the steps, the first at index 0; an example has the same row in each
   * @param lengths for each row how many of its steps are real, from 1 to T
   * @param h0 the state before the first step
   * @param Wx the weights from the input
   * @param Wh the weights from the state before
   * @param b the bias, one row for the whole batch
   */
  Read forward(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N") @UpTo("T") int[] lengths,
      @Shape("N × H") Matrix h0,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b);
}
