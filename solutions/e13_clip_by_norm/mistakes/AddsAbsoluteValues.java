package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the norm is the sum of the absolute values. The length of a vector is the square "
        + "root of the sum of the squares.")
final class AddsAbsoluteValues implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double norm =
        Arrays.stream(gradients).flatMapToDouble(g -> Arrays.stream(g.data())).map(Math::abs).sum();
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
