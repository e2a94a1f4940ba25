package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "the words are added up in one row: that is a bag of words, and the order is lost. Give each place of the sentence a row.")
final class BagOfWords implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(1, classes);
    for (int id : ids) x.set(0, id, x.get(0, id) + 1);
    return x;
  }
}
