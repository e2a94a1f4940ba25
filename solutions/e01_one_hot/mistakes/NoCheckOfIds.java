package e01_one_hot.mistakes;

import e01_one_hot.OneHot;
import unrolled.exercise.Mistake;
import unrolled.matrix.Matrix;

@Mistake(
    "an id that is no class is accepted: written straight into data() it lands in another row. Use set(row, column, value), or check the id.")
final class NoCheckOfIds implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    Matrix x = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++) x.data()[t * classes + ids[t]] = 1;
    return x;
  }
}
