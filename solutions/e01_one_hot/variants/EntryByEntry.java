package e01_one_hot.variants;

import e01_one_hot.OneHot;
import java.util.Arrays;
import unrolled.matrix.Matrix;

/** Asks of every entry whether it is the one. */
public final class EntryByEntry implements OneHot {
  @Override
  public Matrix encode(int[] ids, int classes) {
    if (Arrays.stream(ids).anyMatch(id -> id < 0 || id >= classes))
      throw new IllegalArgumentException("an id is outside 0 to " + (classes - 1));
    Matrix rows = new Matrix(ids.length, classes);
    for (int t = 0; t < ids.length; t++)
      for (int k = 0; k < classes; k++) rows.set(t, k, ids[t] == k ? 1 : 0);
    return rows;
  }
}
