package unrolled.exercise;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation of {@link Shape}. */
final class Dimensions {
  private static final Pattern DIMENSION = Pattern.compile("(\\d*)([A-Z]?|[a-z]\\w*)");

  private static final Map<Method, Set<String>> LETTERS = new ConcurrentHashMap<>();

  private Dimensions() {}

  /** The numbers that a shape stands for: {@code "1 × 4H"} with H = 3 is 1, 12. */
  static int[] of(Shape shape, Map<String, Integer> sizes) {
    return Arrays.stream(parts(shape)).mapToInt(part -> value(part, sizes)).toArray();
  }

  /** The letters in the parameters of a method, in the order in which they appear. */
  static Set<String> letters(Method method) {
    return LETTERS.computeIfAbsent(method, Dimensions::read);
  }

  private static Set<String> read(Method method) {
    var letters = new LinkedHashSet<String>();
    for (Parameter parameter : method.getParameters()) {
      Shape shape = parameter.getAnnotation(Shape.class);
      for (String part : shape == null ? new String[0] : parts(shape)) {
        String letter = part.replaceAll("\\d", "");
        if (letter.matches("[A-Z]")) {
          letters.add(letter);
        }
      }
    }
    return Collections.unmodifiableSet(letters);
  }

  /**
   * What the parameters of a method call a size: 12 is 3H; a letter alone goes before a multiple.
   */
  static Map<Integer, String> named(Method method, Map<String, Integer> sizes) {
    var names = new HashMap<Integer, String>();
    for (Parameter parameter : method.getParameters()) {
      Shape shape = parameter.getAnnotation(Shape.class);
      for (String part : shape == null ? new String[0] : parts(shape)) {
        if (part.matches("\\d*\\D.*")) {
          names.merge(value(part, sizes), part, (one, other) -> one.matches("\\d.*") ? other : one);
        }
      }
    }
    return names;
  }

  private static String[] parts(Shape shape) {
    return shape.value().split(" × ");
  }

  private static int value(String part, Map<String, Integer> sizes) {
    Matcher m = DIMENSION.matcher(part);
    if (part.isEmpty() || !m.matches()) {
      throw new IllegalArgumentException(
          "a dimension is 4, H, 4H or the name of an int parameter, not \"" + part + "\"");
    }
    int factor = m.group(1).isEmpty() ? 1 : Integer.parseInt(m.group(1));
    return m.group(2).isEmpty() ? factor : factor * sizes.get(m.group(2));
  }
}
