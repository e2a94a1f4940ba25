package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the id itself is written into the row: the entry is 1, whatever the id; the column tells which word it is.")
final class WritesTheId implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) x.set(t, ids[t], ids[t]);
    return x;
  }
}
