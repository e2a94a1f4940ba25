package unrolled.exercise;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
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
        copy[k] = all[k] == null ? null : all[k].copy();
      }
      return copy;
    }
    if (value instanceof Record r) {
      return mapped(r, Values::copy);
    }
    if (value instanceof double[] all) {
      return all.clone();
    }
    if (value instanceof int[] all) {
      return all.clone();
    }
    return value;
  }

  /** As large as a value, and 0 everywhere. */
  static Object zeros(Object value) {
    if (value instanceof Matrix m) {
      return new Matrix(m.rows(), m.cols());
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(Values::zeros).toArray(Matrix[]::new);
    }
    if (value instanceof double[] all) {
      return new double[all.length];
    }
    if (value instanceof int[] all) {
      return new int[all.length];
    }
    if (value instanceof Record r) {
      return mapped(r, Values::zeros);
    }
    return value instanceof Integer ? (Object) 0 : (Object) 0.0;
  }

  private static Object mapped(Record r, UnaryOperator<Object> change) {
    RecordComponent[] components = r.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = change.apply(read(components[i], r));
    }
    try {
      Constructor<?> constructor = r.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + r.getClass().getName(), e);
    }
  }

  /** Whether two values hold the same numbers, bit by bit; either may be null. */
  static boolean equal(Object one, Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    try {
      List<Part> a = parts("", one);
      List<Part> b = parts("", other);
      boolean equal = a.size() == b.size();
      for (int i = 0; equal && i < a.size(); i++) {
        Matrix m = a.get(i).matrix();
        Matrix n = b.get(i).matrix();
        equal = m.shape().equals(n.shape()) && Arrays.equals(m.data(), n.data());
      }
      return equal;
    } catch (AssertionError e) {
      return false; // One of them holds a null where the other has a matrix.
    }
  }

  /** Whether two values hold the very same array; either may be null. */
  static boolean shareNumbers(Object one, Object other) {
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    arrays(one, arrays);
    Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
    arrays(other, others);
    return others.stream().anyMatch(arrays::contains);
  }

  /** The arrays of numbers that a value is made of; one without numbers has nothing to share. */
  private static void arrays(Object value, Set<Object> arrays) {
    if (value instanceof Matrix m) {
      arrays(m.data(), arrays);
    } else if (value instanceof Object[] all) {
      Arrays.stream(all).forEach(one -> arrays(one, arrays));
    } else if (value instanceof Record r) {
      for (RecordComponent component : r.getClass().getRecordComponents()) {
        arrays(read(component, r), arrays);
      }
    } else if (value instanceof double[] d && d.length > 0
        || value instanceof int[] n && n.length > 0) {
      arrays.add(value);
    }
  }

  /** A component of a record, by its name. */
  static Object part(String name, Object value) {
    return Arrays.stream(value.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst()
        .map(component -> read(component, (Record) value))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    value.getClass().getSimpleName() + " has no component " + name));
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
