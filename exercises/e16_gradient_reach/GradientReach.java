package e16_gradient_reach;

import unrolled.exercise.About;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The reach of the gradient: how much of it is left, so many steps back.
 *
 * <pre>{@code
 * dh_T     = dLast                                  (N × H)
 * dh_(t−1) = (dh_t ⊙ (1 − h_t²))·Whᵀ                (N × H)      t = T … 2
 *
 * reach[k] = ‖dh_(T−k)‖ / ‖dh_T‖                                 k = 0 … T − 1
 *          = 0, all of them, if dLast is 0
 *
 * ‖dh‖     = √(sum of the squares of all entries)
 * }</pre>
 *
 * <p>T states, N examples in a batch, H units. Pascanu, Mikolov and Bengio, "On the difficulty of
 * training recurrent neural networks", 2013.
 */
@About(
    title = "Reach of the gradient",
    points = 10,
    notebook = "06",
    buildsOn = {"e10"})
public interface GradientReach {
  /**
   * Follows a gradient from the last state back to the first. Writes into none of its inputs.
   *
   * @param hs the states of a simple recurrent network; hs[0] is the state after the first step
   * @param Wh the weights from a state to the next one
   * @param dLast the gradient of the loss with respect to the last state
   * @return the reach for each number of steps back, from 0 to T − 1
   */
  @Shape("T")
  double[] reach(
      @Shape("T × N × H") Matrix[] hs, @Shape("H × H") Matrix Wh, @Shape("N × H") Matrix dLast);
}
