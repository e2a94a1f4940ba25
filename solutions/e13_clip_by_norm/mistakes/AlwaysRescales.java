package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "every gradient is brought to the length maxNorm, also a short one, which grows. "
        + "Clipping only shortens: if norm > maxNorm.")
final class AlwaysRescales implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = Math.sqrt(sum);
    double factor = norm > 0 ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
