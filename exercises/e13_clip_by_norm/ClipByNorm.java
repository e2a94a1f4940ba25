package e13_clip_by_norm;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Clipping by the global norm.
 *
 * <pre>{@code
 * norm = √(sum of the squares of all entries of all matrices)
 *
 * clipped[k] = gradients[k] · maxNorm / norm       if norm > maxNorm
 *            = gradients[k]                        otherwise
 * }</pre>
 */
@About(
    title = "Clip by global norm",
    points = 10,
    notebook = "05",
    buildsOn = {"e09"})
public interface ClipByNorm {
  /**
   * Shortens a gradient that is too long. Writes into none of its inputs.
   *
   * @param gradients the gradient of each parameter; their shapes may differ
   * @param maxNorm the greatest length allowed, above 0
   * @return the clipped gradients, in the same order
   */
  @Shape("K × M × N")
  Matrix[] clip(
      @Shape("K × M × N") Matrix[] gradients, @Range(low = 0.5, high = 12) double maxNorm);
}
