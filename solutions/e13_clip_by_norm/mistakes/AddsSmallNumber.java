package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "1e-6 is added to the norm, as PyTorch does, so the result is a little too short. You"
        + " divide only when the norm is above maxNorm, so it is never 0: maxNorm / norm is "
        + "safe.")
final class AddsSmallNumber implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = Math.sqrt(sum);
    double factor = norm > maxNorm ? maxNorm / (norm + 1e-6) : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
