package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the comparison is the wrong way round: short gradients are made longer and long ones"
        + " are left. Scale if norm > maxNorm.")
final class ClipsTheShortOnes implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = Math.sqrt(sum);
    double factor = norm > 0 && norm < maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
