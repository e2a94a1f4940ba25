package e01_one_hot.variants;

import e01_one_hot.OneHot;
import unrolled.matrix.Matrix;

/** Fills the array by itself and checks the ids by itself. */
public final class FlatArray implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    double[] data = new double[ids.length * classes];
    for (int t = 0; t < ids.length; t++) {
      if (ids[t] < 0 || ids[t] >= classes) throw new IllegalArgumentException("id " + ids[t]);
      data[t * classes + ids[t]] = 1;
    }
    return Matrix.wrap(ids.length, classes, data);
  }
}
