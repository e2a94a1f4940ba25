package e13_clip_by_norm.variants;

import e13_clip_by_norm.ClipByNorm;
import unrolled.matrix.Matrix;

/** The factor as min(1, maxNorm / norm), which is 1 for a norm of 0, since 1 / 0 is infinite. */
public final class SmallestFactor implements ClipByNorm {
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
