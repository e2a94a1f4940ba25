package e01_one_hot;

import unrolled.matrix.Matrix;

/** Your one-hot rows. The statement is in README.md, beside this file. */
public final class MyOneHot implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    // TODO: one row for each id, with a 1 in the column of the id; then delete the next line.
    throw new UnsupportedOperationException("e01: not written yet");
  }
}
