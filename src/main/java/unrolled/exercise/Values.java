package unrolled.exercise;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import unrolled.matrix.Matrix;

/** Takes the values that cross a contract apart: matrices, arrays, numbers and records of them. */
final class Values {
  /**
   * One matrix within a value.
   *
   * @param name the way to it: {@code h}, {@code dWx}, {@code clipped[2]}
   */
  record Part(String name, Matrix matrix) {}

  private Values() {}

  /**
   * The matrices that a value is made of, numbers as (1 × 1).
   *
   * @throws AssertionError if the value is null, or holds a null
   */
  static List<Part> parts(String name, Object value) {
    var parts = new ArrayList<Part>();
    collect(name, value, parts);
    return parts;
  }

  /** A copy that shares no array with the value. */
  static Object copy(Object value) {
    if (value instanceof Matrix m) {
      return m.copy();
    }
    if (value instanceof Matrix[] all) {
      Matrix[] copy = all.clone();
      for (int k = 0; k < all.length; k++) {
        copy[k] = all[k].copy();
      }
      return copy;
    }
    if (value instanceof double[] all) {
      return all.clone();
    }
    if (value instanceof int[] all) {
      return all.clone();
    }
    return value;
  }

  private static void collect(String name, Object value, List<Part> parts) {
    if (value == null) {
      throw new AssertionError(name + " is null");
    } else if (value instanceof Matrix m) {
      parts.add(new Part(name, m));
    } else if (value instanceof Number n) {
      parts.add(new Part(name, Matrix.row(n.doubleValue())));
    } else if (value instanceof double[] all) {
      parts.add(new Part(name, Matrix.row(all)));
    } else if (value instanceof int[] all) {
      parts.add(new Part(name, Matrix.row(Arrays.stream(all).asDoubleStream().toArray())));
    } else if (value instanceof Object[] all) {
      for (int k = 0; k < all.length; k++) {
        collect(name + "[" + k + "]", all[k], parts);
      }
    } else if (value instanceof Record r) {
      for (RecordComponent component : r.getClass().getRecordComponents()) {
        collect(component.getName(), read(component, r), parts);
      }
    } else {
      throw new IllegalArgumentException("a contract holds no " + value.getClass().getName());
    }
  }

  static Object read(RecordComponent component, Record r) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(r);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
