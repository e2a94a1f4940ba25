package e26_both_directions;

import unrolled.matrix.Matrix;

/** Your network that reads from both ends. The statement is in README.md, beside this file. */
public final class MyBothDirections implements BothDirections {
  @Override
  public Both forward(
      Matrix[] xs,
      int[] lengths,
      Matrix Wx1,
      Matrix Wh1,
      Matrix b1,
      Matrix Wx2,
      Matrix Wh2,
      Matrix b2) {
    // TODO: once from the start and once from each row's own end, with weights of their own; the
    //       states side by side, 0 in the padding. Then delete the next line.
    throw new UnsupportedOperationException("e26: not written yet");
  }
}
