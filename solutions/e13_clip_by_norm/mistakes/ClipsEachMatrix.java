package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "each matrix is clipped by its own norm. There is one norm, over all matrices "
        + "together, or the parameters are shortened unequally and the step turns.")
final class ClipsEachMatrix implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    return Arrays.stream(gradients)
        .map(g -> g.norm() > maxNorm ? g.scale(maxNorm / g.norm()) : g)
        .toArray(Matrix[]::new);
  }
}
