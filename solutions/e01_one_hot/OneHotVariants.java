package e01_one_hot;

import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class OneHotVariants {
  private OneHotVariants() {}

  /** Asks of every entry whether it is the one. */
  static final class EntryByEntry implements OneHot {
    @Override
    public Matrix encode(int[] ids, int classes) {
      if (Arrays.stream(ids).anyMatch(id -> id < 0 || id >= classes)) {
        throw new IllegalArgumentException("an id is outside 0 to " + (classes - 1));
      }
      Matrix rows = new Matrix(ids.length, classes);
      for (int t = 0; t < ids.length; t++) {
        for (int k = 0; k < classes; k++) {
          rows.set(t, k, ids[t] == k ? 1 : 0);
        }
      }
      return rows;
    }
  }

  /** Fills the array by itself and checks the ids by itself. */
  static final class FlatArray implements OneHot {
    @Override
    public Matrix encode(int[] ids, int classes) {
      double[] data = new double[ids.length * classes];
      for (int t = 0; t < ids.length; t++) {
        if (ids[t] < 0 || ids[t] >= classes) {
          throw new IllegalArgumentException("id " + ids[t]);
        }
        data[t * classes + ids[t]] = 1;
      }
      return Matrix.wrap(ids.length, classes, data);
    }
  }
}
