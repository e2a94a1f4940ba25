package e13_clip_by_norm;

import unrolled.matrix.Matrix;

/** Clipping as the equation has it. */
public final class MyClipByNorm implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    double sum = 0;
    for (Matrix g : gradients) {
      for (double v : g.data()) {
        sum += v * v;
      }
    }
    double norm = Math.sqrt(sum);
    double factor = norm > maxNorm ? maxNorm / norm : 1;
    Matrix[] clipped = new Matrix[gradients.length];
    for (int k = 0; k < clipped.length; k++) {
      clipped[k] = gradients[k].scale(factor);
    }
    return clipped;
  }
}
