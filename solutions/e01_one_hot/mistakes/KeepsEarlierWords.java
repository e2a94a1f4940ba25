package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the words read before are still in the row: begin each row with zeros, so that it holds one 1 only.")
final class KeepsEarlierWords implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) for (int s = 0; s <= t; s++) x.set(t, ids[s], 1);
    return x;
  }
}
