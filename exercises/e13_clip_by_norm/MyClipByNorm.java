package e13_clip_by_norm;

import unrolled.matrix.Matrix;

/** Your clipping by the global norm. The statement is in README.md, beside this file. */
public final class MyClipByNorm implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    // TODO: one norm over all matrices; if it is above maxNorm, multiply them all by
    //       maxNorm / norm, in new matrices. Delete the next line.
    throw new UnsupportedOperationException("e13: not written yet");
  }
}
