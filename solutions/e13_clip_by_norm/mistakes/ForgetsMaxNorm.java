package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "a long gradient comes out with length 1 instead of maxNorm: the factor is maxNorm / "
        + "norm, not 1 / norm.")
final class ForgetsMaxNorm implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = Math.sqrt(sum);
    double factor = norm > maxNorm ? 1 / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
