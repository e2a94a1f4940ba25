package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the columns are counted from 1: id 0 belongs in column 0, so the column is ids[t], not ids[t] - 1.")
final class CountsFromOne implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) x.set(t, ids[t] - 1, 1);
    return x;
  }
}
