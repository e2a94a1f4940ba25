package unrolled.exercise;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a call came to: the outputs, each by itself, or what was thrown.
 *
 * @param names what the outputs are called: a record's components, or the one outcome
 * @param values the outputs; all null if something was thrown
 * @param thrown what was thrown; null if nothing was
 */
record Outcome(List<String> names, List<Object> values, Throwable thrown) {
  /** The outputs of a contract, by name. */
  static List<String> names(Method method) {
    Class<?> type = shown(method).getReturnType();
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList()
        : List.of(Exercise.withContract(method.getDeclaringClass()).ladder().outcome());
  }

  /** The method whose outputs are compared: that of the contract, or its view. */
  static Method shown(Method method) {
    return view(method).orElse(method);
  }

  /** What came of a call of this method. */
  static Outcome of(Method method, Object value) {
    Object seen = seen(method, value);
    List<String> names = names(method);
    List<Object> values = new ArrayList<>(Collections.nCopies(names.size(), null));
    if (seen instanceof Record r) {
      RecordComponent[] components = r.getClass().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        values.set(i, Values.read(components[i], r));
      }
    } else if (names.size() == 1) {
      values.set(0, seen);
    }
    return new Outcome(names, values, null);
  }

  /** What is compared of an outcome: itself, or what its contract lets be seen of it. */
  static Object seen(Method method, Object value) {
    return value == null
        ? null
        : view(method).map(view -> Fixture.call(view, null, new Object[] {value})).orElse(value);
  }

  static Outcome thrown(Method method, Throwable e) {
    List<String> names = names(method);
    return new Outcome(names, new ArrayList<>(Collections.nCopies(names.size(), null)), e);
  }

  boolean isThrown() {
    return thrown != null;
  }

  /**
   * The method {@code seen} of a contract: where many answers are right, such as weights, it makes
   * of one what all of them share, and that is compared.
   */
  private static Optional<Method> view(Method method) {
    return Arrays.stream(method.getDeclaringClass().getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals("seen"))
        .findFirst();
  }
}
