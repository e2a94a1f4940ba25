package e17_power_iteration;

import unrolled.matrix.Matrix;

/** Your power iteration. The statement is in README.md, beside this file. */
public final class MyPowerIteration implements PowerIteration {
  @Override
  public Both of(Matrix W, Matrix start, int rounds) {
    // TODO: in each round, one step for the singular value, and one more power of W for the
    //       radius; then return new Both(radius, singular). Delete the next line.
    throw new UnsupportedOperationException("e17: not written yet");
  }
}
