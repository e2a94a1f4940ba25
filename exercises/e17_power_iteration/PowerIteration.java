package e17_power_iteration;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * What a matrix does in one step, and what it does in the long run, by multiplying alone.
 *
 * <pre>{@code
 * v ← start / ‖start‖                              (1 × N); a v of 0 stays 0
 * in each round:
 *   u = v·W                                        (1 × N)
 *   singular = ‖u‖                                 that of the last round counts
 *   v ← u·Wᵀ / ‖u·Wᵀ‖
 *
 * radius = ‖Wᵏ‖^(1/k)                              k = rounds, Wᵏ = W·W·…·W, (N × N)
 *
 * ‖A‖ = √(sum of the squares of all entries)
 * }</pre>
 *
 * <p>With more rounds, singular goes to the largest singular value of W (power iteration, von Mises
 * and Pollaczek-Geiringer, 1929) and radius to its spectral radius (Gelfand, 1941).
 */
@About(
    title = "Power iteration",
    points = 10,
    notebook = "06",
    buildsOn = {"e16"},
    optional = true)
public interface PowerIteration {
  /**
   * What comes out.
   *
   * @param radius the growth for each step in the long run: ‖Wᵏ‖^(1/k), with k = rounds
   * @param singular the most that one step can stretch a vector: ‖v·W‖ of the last round
   */
  record Both(double radius, double singular) {}

  /**
   * Measures both. Writes into none of its inputs.
   *
   * @param W the matrix
   * @param start the vector to begin with, of any length
   * @param rounds how many rounds there are, 1 or more; there may be hundreds (the range is that of
   *     the random inputs of the check)
   */
  Both of(
      @Shape("N × N") Matrix W, @Shape("1 × N") Matrix start, @Range(low = 1, high = 7) int rounds);
}
