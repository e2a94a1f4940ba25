package unrolled.player;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import unrolled.matrix.Matrix;

/** The arrays of numbers that a value is made of; a matrix is one, empty ones are left out. */
final class Leaves {
  /**
   * One of them.
   *
   * @param path the way to it: {@code x}, {@code gradients[2]}, {@code dWx}
   * @param array a {@code double[]} or an {@code int[]}, itself and no copy
   */
  record Leaf(String path, Object array) {
    /** The same numbers in an array of their own. */
    Object copy() {
      return array instanceof double[] d ? d.clone() : ((int[]) array).clone();
    }

    /** Whether it still holds these numbers, bit by bit. */
    boolean holds(Object copy) {
      return array instanceof double[] d
          ? java.util.Arrays.equals(d, (double[]) copy)
          : java.util.Arrays.equals((int[]) array, (int[]) copy);
    }
  }

  private Leaves() {}

  static List<Leaf> of(String path, Object value) {
    var all = new ArrayList<Leaf>();
    collect(path, value, all);
    return all;
  }

  static List<Leaf> of(String[] names, Object[] values) {
    var all = new ArrayList<Leaf>();
    for (int i = 0; i < values.length; i++) {
      collect(names[i], values[i], all);
    }
    return all;
  }

  private static void collect(String path, Object value, List<Leaf> all) {
    if (value instanceof Matrix m) {
      collect(path, m.data(), all);
    } else if (value instanceof double[] d && d.length > 0
        || value instanceof int[] n && n.length > 0) {
      all.add(new Leaf(path, value));
    } else if (value instanceof Object[] many) {
      for (int k = 0; k < many.length; k++) {
        collect(path + "[" + k + "]", many[k], all);
      }
    } else if (value instanceof Record r) {
      for (RecordComponent component : r.getClass().getRecordComponents()) {
        collect(component.getName(), read(component, r), all);
      }
    }
  }

  private static Object read(RecordComponent component, Record r) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(r);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
