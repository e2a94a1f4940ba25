package e06_rnn_sequence;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The simple recurrent network over a whole sequence.
 *
 * <pre>{@code
 * h_t = tanh(x_t·Wx + h_(t−1)·Wh + b)     (N × H)     for t = 1 … T
 * }</pre>
 *
 * <p>T steps, N examples in a batch, D numbers in, H units; the step is that of e05.
 */
@About(
    title = "RNN sequence, forward",
    points = 10,
    notebook = "03",
    buildsOn = {"e05"})
public interface RnnSequence {
  /**
   * Computes the state after every step. Writes into none of its inputs.
   *
   * @param xs the inputs of the steps, the first at index 0; an example has the same row in each
   * @param h0 the state before the first step
   * @param Wx the weights from the input, the same at every step
   * @param Wh the weights from the state before
   * @param b the bias, one row for the whole batch
   * @return the states after the steps, as many matrices as there are inputs
   */
  @Shape("T × N × H")
  Matrix[] forward(
      @Shape("T × N × D") Matrix[] xs,
      @Shape("N × H") Matrix h0,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b);
}
