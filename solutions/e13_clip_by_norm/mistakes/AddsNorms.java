package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the norms of the matrices are added. Their squares add up: norm = √(norm₁² + norm₂² "
        + "+ …).")
final class AddsNorms implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm();
    }
    double norm = sum;
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
