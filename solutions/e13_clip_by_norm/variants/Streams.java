package e13_clip_by_norm.variants;

import e13_clip_by_norm.ClipByNorm;
import java.util.Arrays;
import unrolled.matrix.Matrix;

/** The norm from the norms of the matrices; what is short enough is handed back as it is. */
public final class Streams implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double norm = Arrays.stream(gradients).mapToDouble(Matrix::norm).reduce(0, Math::hypot);
    return norm > maxNorm
        ? Arrays.stream(gradients).map(g -> g.scale(maxNorm / norm)).toArray(Matrix[]::new)
        : gradients;
  }
}
