package e13_clip_by_norm.mistakes;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "each entry is cut to the range −maxNorm to maxNorm. That is clipping by value: it "
        + "turns the direction. Multiply everything by one factor.")
final class ClipsEachEntry implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    return Arrays.stream(gradients)
        .map(g -> g.map(v -> Math.max(-maxNorm, Math.min(maxNorm, v))))
        .toArray(Matrix[]::new);
  }
}
