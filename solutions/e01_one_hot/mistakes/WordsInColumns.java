package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "rows and columns are swapped: a word is a row here, so the result has a row for each word and a column for each class.")
final class WordsInColumns implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(classes, ids.length);
    for (int t = 0; t < ids.length; t++) x.set(ids[t], t, 1);
    return x;
  }
}
