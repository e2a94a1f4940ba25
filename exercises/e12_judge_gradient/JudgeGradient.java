package e12_judge_gradient;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The judgement at the end of a gradient check: how far two gradients are apart, and whether that
 * is too far.
 *
 * <pre>{@code
 * error of an entry    = |a − n| / max(|a|, |n|, 1e-6)      a analytic, n numeric
 *                      = ∞, if a or n is NaN or infinite
 * error of a matrix    = the largest error of its entries
 * wrong                = 1 if the error of the matrix is above the tolerance, else 0
 * }</pre>
 */
@About(
    title = "Judge a gradient",
    points = 5,
    notebook = "04",
    buildsOn = {"e09"},
    optional = true)
public interface JudgeGradient {
  /**
   * What is found, a number for each matrix.
   *
   * @param error the relative error
   * @param wrong 1 if it is above the tolerance, else 0
   */
  record Verdict(@Shape("K") double[] error, @Shape("K") int[] wrong) {}

  /**
   * Compares gradients. Writes into none of its inputs.
   *
   * @param analytic what the backward pass says, a matrix for each parameter
   * @param numeric what finite differences say, in the same order
   * @param tolerance the largest error that is still right
   */
  Verdict judge(
      @Shape("K × M × N") Matrix[] analytic,
      @Shape("K × M × N") Matrix[] numeric,
      @Range(low = 1, high = 2) double tolerance);
}
