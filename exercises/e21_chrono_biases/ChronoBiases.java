package e21_chrono_biases;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The biases with which an LSTM begins when it is to remember for a long time.
 *
 * <pre>{@code
 * bf[j] = ln(1 + u[j] · (longest − 2))    forget gate: ln k, k from 1 to longest − 1
 * bi[j] = −bf[j]                          input gate: shut as far as the forget gate is open
 * bg[j] = bo[j] = 0                       candidate and output gate
 * result = (bi, bf, bg, bo)               (1 × 4H)
 * }</pre>
 *
 * <p>Tallec and Ollivier, "Can recurrent neural networks warp time?", 2018. H units; the blocks are
 * in the order i f g o, as in e18.
 */
@About(
    title = "Biases that last",
    points = 5,
    notebook = "08",
    buildsOn = {"e18"})
public interface ChronoBiases {
  /**
   * Computes the row of biases. Writes into none of its inputs.
   *
   * @param u a number from 0 to 1 for each unit, drawn at random by the caller
   * @param longest the longest memory in steps, above 2
   * @return the biases, the block of the input gate first
   */
  @Shape("1 × 4H")
  Matrix biases(
      @Shape("1 × H") @Range(low = 0, high = 1) Matrix u,
      @Range(low = 3, high = 500) double longest);
}
