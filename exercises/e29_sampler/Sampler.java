package e29_sampler;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Draws a class from logits, by temperature and among the likeliest only.
 *
 * <pre>{@code
 * p_nc     = exp(z_nc / T) / Σ over the kept j of exp(z_nj / T)    for the k largest logits of row n
 * p_nc     = 0                                                     for the others
 * token_n  = the first c with p_n0 + … + p_nc > u_n
 * }</pre>
 *
 * <p>N rows, K classes, T the temperature. There is no chance in it: u is handed in.
 */
@About(
    title = "Sampler",
    points = 10,
    notebook = "11",
    buildsOn = {"e07"})
public interface Sampler {
  /**
   * What comes out.
   *
   * @param p the probability of each class, 0 for those that are not kept
   * @param token the class that is drawn in each row
   */
  record Drawn(@Shape("N × K") Matrix p, @Shape("N") int[] token) {}

  /**
   * Draws a class for each row. Writes into none of its inputs.
   *
   * @param logits a row for each draw, a column for each class
   * @param temperature what the logits are divided by, above 0
   * @param k how many of the largest logits of each row are kept, 1 or more; all, if k exceeds K
   * @param u for each row a number from 0 to below 1, as {@code rng.nextDouble()} gives it
   */
  Drawn draw(
      @Shape("N × K") @Range(low = -3, high = 3) Matrix logits,
      @Range(low = 0.2, high = 2) double temperature,
      @Range(low = 1, high = 5) int k,
      @Shape("N × 1") @Range(low = 0, high = 1) Matrix u);
}
