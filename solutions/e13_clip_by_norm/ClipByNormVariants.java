package e13_clip_by_norm;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class ClipByNormVariants {
  private ClipByNormVariants() {}

  /** The factor as min(1, maxNorm / norm), which is 1 for a norm of 0, since 1 / 0 is infinite. */
  static final class SmallestFactor implements ClipByNorm {
    @Override
    public Matrix[] clip(Matrix[] gradients, double maxNorm) {
      double sum = 0;
      for (int k = gradients.length - 1; k >= 0; k--) {
        sum += gradients[k].hadamard(gradients[k]).sumRows().transpose().sumRows().get(0, 0);
      }
      double factor = Math.min(1, maxNorm / Math.sqrt(sum));
      Matrix[] clipped = gradients.clone();
      for (int k = 0; k < clipped.length; k++) {
        clipped[k] = clipped[k].copy();
        for (int i = 0; i < clipped[k].data().length; i++) {
          clipped[k].data()[i] *= factor;
        }
      }
      return clipped;
    }
  }

  /** The norm from the norms of the matrices; what is short enough is copied. */
  static final class Streams implements ClipByNorm {
    @Override
    public Matrix[] clip(Matrix[] gradients, double maxNorm) {
      double norm = Arrays.stream(gradients).mapToDouble(Matrix::norm).reduce(0, Math::hypot);
      return norm > maxNorm
          ? Arrays.stream(gradients).map(g -> g.scale(maxNorm / norm)).toArray(Matrix[]::new)
          : Arrays.stream(gradients).map(Matrix::copy).toArray(Matrix[]::new);
    }
  }
}
