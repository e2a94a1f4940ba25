package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import java.util.Arrays;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake("the words are sorted before they are written: row t belongs to the word in place t.")
final class SortsTheWords implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) x.set(t, sorted[t], 1);
    return x;
  }
}
