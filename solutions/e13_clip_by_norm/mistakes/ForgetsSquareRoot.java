package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("the square root is missing: the sum of the squares is the square of the norm.")
final class ForgetsSquareRoot implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = sum;
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
