package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the gradients you were given are changed. The values are right, but here the inputs "
        + "belong to the caller: return new matrices.")
final class ClipsInPlace implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      sum += g.norm() * g.norm();
    }
    double norm = Math.sqrt(sum);
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    for (Matrix g : gradients) {
      for (int i = 0; i < g.data().length; i++) {
        g.data()[i] *= factor;
      }
    }
    return gradients;
  }
}
