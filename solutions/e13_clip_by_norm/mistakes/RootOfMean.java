package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the squares are averaged before the root is taken. The norm is the root of their "
        + "sum; it grows with the number of entries.")
final class RootOfMean implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double mean =
        Arrays.stream(gradients)
            .flatMapToDouble(g -> Arrays.stream(g.data()))
            .map(v -> v * v)
            .average()
            .orElse(0);
    double norm = Math.sqrt(mean);
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    return Arrays.stream(gradients).map(g -> g.scale(factor)).toArray(Matrix[]::new);
  }
}
