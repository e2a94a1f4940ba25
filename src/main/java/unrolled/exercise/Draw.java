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

  /** A value for one parameter, of its shape and within its range. */
  static Object value(Parameter parameter, Map<String, Integer> sizes, RandomGenerator rng) {
    Range range = parameter.getAnnotation(Range.class);
    double low = range == null ? -1 : range.low();
    double high = range == null ? 1 : range.high();
    Shape shape = parameter.getAnnotation(Shape.class);
    if (shape == null) {
      double value = low + (high - low) * rng.nextDouble();
      return parameter.getType() == int.class ? (Object) (int) Math.floor(value) : value;
    }
    int[] d = Dimensions.of(shape, sizes);
    if (parameter.getType() == int[].class) {
      return rng.ints(d[0], (int) low, (int) high).toArray();
    }
    if (d.length == 2) {
      return Matrix.random(d[0], d[1], low, high, rng);
    }
    Matrix[] all = new Matrix[d[0]];
    Arrays.setAll(all, k -> Matrix.random(d[1], d[2], low, high, rng));
    return all;
  }
}
