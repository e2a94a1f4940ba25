package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the norm is the largest entry. The length of a vector is the square root of the sum "
        + "of all squares.")
final class LargestEntry implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double norm =
        Arrays.stream(gradients)
            .flatMapToDouble(g -> Arrays.stream(g.data()))
            .map(Math::abs)
            .max()
            .orElse(0);
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
