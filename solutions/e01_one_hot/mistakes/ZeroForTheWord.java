package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("zeros and ones are swapped: the column of the word holds the 1, all others 0.")
final class ZeroForTheWord implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes).map(zero -> 1);
    for (int t = 0; t < ids.length; t++) x.set(t, ids[t], 0);
    return x;
  }
}
