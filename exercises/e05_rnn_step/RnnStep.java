package e05_rnn_step;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * One step of the simple recurrent network.
 *
 * <pre>{@code
 * z = x·Wx + hPrev·Wh + b          (N × H)
 * h = tanh(z)                      (N × H)
 * }</pre>
 *
 * <p>N examples in a batch, D numbers in, H units.
 */
@About(title = "RNN step, forward", points = 10, notebook = "03")
public interface RnnStep {
  /**
   * Computes the new hidden state. Writes into none of its inputs.
   *
   * @param x the input, one example in a row
   * @param hPrev the hidden state before the step
   * @param Wx the weights from the input
   * @param Wh the weights from the hidden state
   * @param b the bias, one row for the whole batch
   * @return h, the hidden state after the step
   */
  @Shape("N × H")
  Matrix forward(
      @Shape("N × D") Matrix x,
      @Shape("N × H") Matrix hPrev,
      @Shape("D × H") Matrix Wx,
      @Shape("H × H") Matrix Wh,
      @Shape("1 × H") Matrix b);
}
