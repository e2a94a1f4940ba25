package unrolled.exercise;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import unrolled.matrix.Matrix;

/** What a contract may be: one method, of values that can be drawn and sent to a player. */
final class Contracts {
  private static final List<Class<?>> VALUES =
      List.of(int.class, double.class, int[].class, double[].class, Matrix.class, Matrix[].class);

  private static final String MAY =
      " A contract takes int, double, int[], double[], Matrix and Matrix[], and gives one of these"
          + " or a record of them.";

  private static final Map<Class<?>, Method> METHODS = new ConcurrentHashMap<>();

  private Contracts() {}

  /**
   * The one method of a contract.
   *
   * @throws IllegalArgumentException if it has none or several, or holds what no contract may
   */
  static Method method(Class<?> contract) {
    return METHODS.computeIfAbsent(contract, Contracts::checked);
  }

  private static Method checked(Class<?> contract) {
    List<Method> methods =
        Arrays.stream(contract.getMethods())
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .toList();
    if (methods.size() != 1) {
      throw new IllegalArgumentException(
          contract.getName() + " has " + methods.size() + " abstract methods: expected one.");
    }
    Method method = methods.get(0);
    for (Parameter parameter : method.getParameters()) {
      if (!VALUES.contains(parameter.getType())) {
        throw refused(method, "its parameter " + parameter.getName(), parameter.getType());
      }
      boolean isNumber = parameter.getType().isPrimitive();
      boolean isDrawn = isNumber || parameter.isAnnotationPresent(Shape.class);
      if (!isDrawn && Fixture.maker(method, parameter.getName()).isEmpty()) {
        throw new IllegalArgumentException(
            "%s.%s: its parameter %s can be neither drawn nor computed: give it a @Shape, or the"
                + " contract a static method %s of other parameters."
                    .formatted(
                        contract.getSimpleName(),
                        method.getName(),
                        parameter.getName(),
                        parameter.getName()));
      }
    }
    Class<?> result = method.getReturnType();
    if (!result.isRecord()) {
      demand(method, "its result", result);
    } else {
      for (RecordComponent component : result.getRecordComponents()) {
        demand(method, "the component " + component.getName(), component.getType());
      }
    }
    return method;
  }

  private static void demand(Method method, String what, Class<?> type) {
    if (!VALUES.contains(type)) {
      throw refused(method, what, type);
    }
  }

  private static IllegalArgumentException refused(Method method, String what, Class<?> type) {
    return new IllegalArgumentException(
        "%s.%s: %s is a %s.%s"
            .formatted(
                method.getDeclaringClass().getSimpleName(),
                method.getName(),
                what,
                type.getSimpleName(),
                MAY));
  }
}
