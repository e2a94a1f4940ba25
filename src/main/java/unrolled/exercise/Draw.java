package unrolled.exercise;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/** Draws the sizes and the numbers of a {@link Fixture}. */
final class Draw {
  private static final int SMALLEST = 2;
  private static final int LARGEST = 7;

  /** Beyond this a number stands for "very large": an open gate, a length out of reach. */
  private static final double STRUCTURE = 20;

  private Draw() {}

  /** A size for each letter in the shapes of the parameters, no two alike. */
  static Map<String, Integer> sizes(Method method, RandomGenerator rng) {
    var left = new ArrayList<Integer>();
    for (int size = SMALLEST; size <= LARGEST; size++) {
      left.add(size);
    }
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String letter : Dimensions.letters(method)) {
      sizes.put(letter, left.remove(rng.nextInt(left.size())));
    }
    return Collections.unmodifiableMap(sizes);
  }

  /** A value for each parameter; those that are bounded by another one come after it. */
  static Map<String, Object> values(
      Method method, Map<String, Integer> sizes, RandomGenerator rng) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (boolean bounded : new boolean[] {false, true}) {
      for (Parameter parameter : method.getParameters()) {
        if (isBounded(parameter) == bounded) {
          values.put(parameter.getName(), value(parameter, sizes, values, rng));
        }
      }
    }
    return values;
  }

  private static boolean isBounded(Parameter parameter) {
    return parameter.isAnnotationPresent(Below.class) || parameter.isAnnotationPresent(UpTo.class);
  }

  /** A value for one parameter, of its shape and within its range; null if it is computed. */
  private static Object value(
      Parameter parameter,
      Map<String, Integer> sizes,
      Map<String, Object> values,
      RandomGenerator rng) {
    Range range = parameter.getAnnotation(Range.class);
    double low = range == null ? -1 : range.low();
    double high = range == null ? 1 : range.high();
    Class<?> type = parameter.getType();
    Shape shape = parameter.getAnnotation(Shape.class);
    if (type == int.class && shape != null) {
      return Dimensions.of(shape, sizes)[0];
    }
    if (type == int.class) {
      return (int) Math.floor(low + (high - low) * rng.nextDouble());
    }
    if (type == double.class) {
      return low + (high - low) * rng.nextDouble();
    }
    if (shape == null) {
      return null;
    }
    int[] d = Dimensions.of(shape, sizes);
    if (type == int[].class) {
      return integers(parameter, d[0], low, high, sizes, values, rng);
    }
    if (type == double[].class) {
      int length = Arrays.stream(d).reduce(1, Math::multiplyExact);
      return rng.doubles(length, low, high).toArray();
    }
    if (type == Matrix.class) {
      return Matrix.random(d[0], d[1], low, high, rng);
    }
    Matrix[] all = new Matrix[d[0]];
    Arrays.setAll(all, k -> Matrix.random(d[1], d[2], low, high, rng));
    return all;
  }

  private static int[] integers(
      Parameter parameter,
      int length,
      double low,
      double high,
      Map<String, Integer> sizes,
      Map<String, Object> values,
      RandomGenerator rng) {
    Below below = parameter.getAnnotation(Below.class);
    if (below != null) {
      return rng.ints(length, 0, bound(below.value(), sizes, values)).toArray();
    }
    UpTo upTo = parameter.getAnnotation(UpTo.class);
    if (upTo == null) {
      return rng.ints(length, (int) low, (int) high).toArray();
    }
    int longest = bound(upTo.value(), sizes, values);
    int[] lengths = rng.ints(length, 1, longest + 1).toArray();
    if (length > 0) {
      lengths[length == 1 ? 0 : 1 + rng.nextInt(length - 1)] = longest;
    }
    return lengths;
  }

  private static int bound(String name, Map<String, Integer> sizes, Map<String, Object> values) {
    Object bound = sizes.containsKey(name) ? sizes.get(name) : values.get(name);
    if (bound instanceof Integer n) {
      return n;
    }
    throw new IllegalArgumentException(
        "\"" + name + "\" is neither the letter of a size nor an int parameter");
  }

  /**
   * Other numbers of the same kind: what is 0 stays 0, what is very large stays so, and everything
   * else is multiplied by something between 0.6 and 1.6. Numbers of things are exchanged for
   * others, the same for the same.
   *
   * @param parameter the parameter that the value is for
   * @param value the value; not changed
   * @param values the other parameters' values
   * @param sizes the sizes, as far as they are known
   */
  static Object likewise(
      Parameter parameter,
      Object value,
      Map<String, Object> values,
      Map<String, Integer> sizes,
      RandomGenerator rng) {
    if (value instanceof Matrix m) {
      return m.map(v -> likewise(v, rng));
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(m -> m.map(v -> likewise(v, rng))).toArray(Matrix[]::new);
    }
    if (value instanceof double[] all) {
      return Arrays.stream(all).map(v -> likewise(v, rng)).toArray();
    }
    if (value instanceof Double v) {
      Range range = parameter.getAnnotation(Range.class);
      boolean isWithin = range != null && v >= range.low() && v <= range.high();
      return isWithin ? within(range, v, rng) : likewise(v, rng);
    }
    Below below = parameter.getAnnotation(Below.class);
    if (value instanceof int[] ids && below != null && isKnown(below.value(), sizes, values)) {
      return exchanged(ids, bound(below.value(), sizes, values), rng);
    }
    return value instanceof int[] all ? all.clone() : value;
  }

  private static boolean isKnown(
      String name, Map<String, Integer> sizes, Map<String, Object> values) {
    return sizes.containsKey(name) || values.get(name) instanceof Integer;
  }

  /** Another number of the range, near this one if there is room. */
  private static double within(Range range, double v, RandomGenerator rng) {
    double other = v * factor(rng);
    boolean fits = other >= range.low() && other <= range.high();
    return fits ? other : range.low() + rng.nextDouble() * (range.high() - range.low());
  }

  private static double likewise(double v, RandomGenerator rng) {
    double factor = factor(rng);
    return Math.abs(v) >= STRUCTURE ? v : v * factor;
  }

  private static double factor(RandomGenerator rng) {
    return 0.6 + rng.nextDouble();
  }

  /** Each number from 0 to below the bound becomes another one; all others stay. */
  private static int[] exchanged(int[] ids, int bound, RandomGenerator rng) {
    int[] other = new int[bound];
    for (int i = 0; i < bound; i++) {
      int at = rng.nextInt(i + 1);
      other[i] = other[at];
      other[at] = i;
    }
    return Arrays.stream(ids).map(id -> id >= 0 && id < bound ? other[id] : id).toArray();
  }
}
