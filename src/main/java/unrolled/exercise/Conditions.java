package unrolled.exercise;

import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/**
 * Finds what some inputs have in common that others have not: a batch of one, a NaN, more units
 * than inputs. So it can be said where an answer goes wrong.
 */
final class Conditions {
  private static final double LARGE = 15;
  private static final double SMALL = 0.01;

  private Conditions() {}

  /**
   * Where something is the case: {@code "where N is 1"}.
   *
   * @param where inputs for which it is the case
   * @param elsewhere inputs for which it is not
   * @return nothing if no condition sets the ones apart from the others, or there are no others
   */
  static Optional<String> of(List<Fixture> where, List<Fixture> elsewhere) {
    if (where.isEmpty() || elsewhere.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Boolean>> others = elsewhere.stream().map(Conditions::met).toList();
    List<Map<String, Boolean>> own = where.stream().map(Conditions::met).toList();
    return own.get(0).keySet().stream()
        .filter(condition -> own.stream().allMatch(met -> met.getOrDefault(condition, false)))
        .filter(condition -> others.stream().noneMatch(met -> met.getOrDefault(condition, false)))
        .findFirst();
  }

  /** Every condition, and whether these inputs meet it. */
  private static Map<String, Boolean> met(Fixture inputs) {
    Map<String, Boolean> met = new LinkedHashMap<>();
    Parameter[] parameters = inputs.method().getParameters();
    Map<String, Integer> sizes = sizes(inputs);
    for (Parameter parameter : parameters) {
      Object value = inputs.values().get(parameter.getName());
      numbers(parameter.getName(), value).ifPresent(v -> ofNumbers(met, parameter.getName(), v));
      if (value instanceof int[] ids) {
        ofIds(met, parameter, ids, sizes);
      }
      if (value instanceof Matrix[] all) {
        ofArray(met, parameter.getName(), all);
      }
    }
    double largest =
        Arrays.stream(parameters)
            .flatMapToDouble(
                p ->
                    numbers(p.getName(), inputs.values().get(p.getName())).stream()
                        .flatMapToDouble(Arrays::stream))
            .map(Math::abs)
            .max()
            .orElse(0);
    met.put("where an input holds a NaN or an infinity", !Double.isFinite(largest));
    met.put("where the inputs are very large", largest > LARGE);
    met.put("where the inputs are very small", largest < SMALL);
    ofSizes(met, sizes);
    return met;
  }

  private static void ofNumbers(Map<String, Boolean> met, String name, double[] values) {
    met.put("where " + name + " holds a NaN", Arrays.stream(values).anyMatch(Double::isNaN));
    met.put(
        "where " + name + " is 0 everywhere",
        values.length > 0 && Arrays.stream(values).allMatch(v -> v == 0));
    met.put("where " + name + " holds a 0", Arrays.stream(values).anyMatch(v -> v == 0));
    met.put(
        "where " + name + " holds large numbers",
        Arrays.stream(values).anyMatch(v -> Math.abs(v) > LARGE));
  }

  private static void ofIds(
      Map<String, Boolean> met, Parameter parameter, int[] ids, Map<String, Integer> sizes) {
    String name = parameter.getName();
    Below below = parameter.getAnnotation(Below.class);
    met.put("where " + name + " is empty", ids.length == 0);
    met.put("where " + name + " holds a negative number", IntStream.of(ids).anyMatch(v -> v < 0));
    Integer bound = below == null ? null : sizes.get(below.value());
    if (bound != null) {
      String largest = below.value() + " − 1";
      met.put(
          "where " + name + " holds " + below.value() + " or more",
          IntStream.of(ids).anyMatch(v -> v >= bound));
      met.put(
          "where " + name + " holds a number that is not from 0 to " + largest,
          IntStream.of(ids).anyMatch(v -> v < 0 || v >= bound));
      met.put(
          "where " + name + " holds " + largest, IntStream.of(ids).anyMatch(v -> v == bound - 1));
    }
    met.put("where " + name + " holds a 0", IntStream.of(ids).anyMatch(v -> v == 0));
    met.put(
        "where " + name + " holds a number above 127", IntStream.of(ids).anyMatch(v -> v > 127));
    met.put(
        "where a number comes again in " + name, IntStream.of(ids).distinct().count() < ids.length);
  }

  private static void ofArray(Map<String, Boolean> met, String name, Matrix[] all) {
    met.put("where " + name + " is empty", all.length == 0);
    met.put("where " + name + " holds one matrix alone", all.length == 1);
    met.put("where " + name + " holds more than two matrices", all.length > 2);
    met.put(
        "where a matrix of " + name + " is 0 everywhere",
        Arrays.stream(all).anyMatch(m -> Arrays.stream(m.data()).allMatch(v -> v == 0)));
  }

  private static void ofSizes(Map<String, Boolean> met, Map<String, Integer> sizes) {
    sizes.forEach((size, value) -> met.put("where " + size + " is 1", value == 1));
    sizes.forEach((size, value) -> met.put("where " + size + " is larger than 1", value > 1));
    sizes.forEach((size, value) -> met.put("where " + size + " is 0", value == 0));
    sizes.forEach((size, value) -> met.put("where " + size + " is above 31", value > 31));
    for (String one : sizes.keySet()) {
      for (String other : sizes.keySet()) {
        int a = sizes.get(one);
        int b = sizes.get(other);
        if (!one.equals(other)) {
          met.put("where " + one + " is larger than " + other, a > b);
        }
        if (one.compareTo(other) < 0) {
          met.put("where " + one + " and " + other + " are equal", a == b);
          met.put("where " + one + " and " + other + " differ", a != b);
        }
      }
    }
  }

  private static Optional<double[]> numbers(String name, Object value) {
    if (value == null || value instanceof int[] || value instanceof Integer) {
      return Optional.empty();
    }
    List<double[]> parts = new ArrayList<>();
    Values.parts(name, value).forEach(part -> parts.add(part.matrix().data()));
    return Optional.of(parts.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /** The sizes by their letters, and the int parameters, read from the inputs themselves. */
  static Map<String, Integer> sizes(Fixture inputs) {
    Map<String, Integer> sizes = new TreeMap<>();
    for (Parameter parameter : inputs.method().getParameters()) {
      Object value = inputs.values().get(parameter.getName());
      Shape shape = parameter.getAnnotation(Shape.class);
      if (value instanceof Integer n) {
        sizes.put(parameter.getName(), n);
      }
      if (shape != null) {
        String[] parts = shape.value().split(" × ");
        if (value instanceof Matrix m && parts.length == 2) {
          put(sizes, parts[0], m.rows());
          put(sizes, parts[1], m.cols());
        } else if (value instanceof int[] all) {
          put(sizes, parts[0], all.length);
        } else if (value instanceof double[] all && parts.length == 1) {
          put(sizes, parts[0], all.length);
        } else if (value instanceof Matrix[] all) {
          put(sizes, parts[0], all.length);
        }
      }
    }
    return sizes;
  }

  private static void put(Map<String, Integer> sizes, String letter, int value) {
    if (letter.matches("[A-Z]")) {
      sizes.putIfAbsent(letter, value);
    }
  }
}
