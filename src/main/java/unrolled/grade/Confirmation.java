package unrolled.grade;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Confirms;
import unrolled.exercise.Exercise;
import unrolled.exercise.TestRow;

/**
 * Decides which of the tests that everybody can read give points.
 *
 * <p>The numbers in them are published, so an answer may know the outcome and compute nothing. A
 * test that hidden tests {@linkplain Confirms confirm} gives points only if they pass too. One that
 * none confirms is about form, such as a shape or inputs left alone, and gives points only if any
 * hidden test passes: the right form of nothing is worth nothing.
 *
 * @param tests the names of the hidden tests that confirm a test, by its name
 */
record Confirmation(Map<String, Set<String>> tests) {
  static final String BY_HEART = "No points: right for the published numbers, wrong for others.";
  static final String FORM_ALONE = "No points: no value is right for other numbers.";

  /**
   * What the hidden tests of an exercise confirm.
   *
   * @throws CannotGrade if they name a test that there is not
   */
  static Confirmation of(Exercise exercise, Class<?> hidden) {
    Set<String> there =
        Stream.of(exercise.tests().getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    Map<String, Set<String>> tests = new HashMap<>();
    for (Method method : hidden.getDeclaredMethods()) {
      Confirms confirms = method.getAnnotation(Confirms.class);
      for (String name : confirms == null ? new String[0] : confirms.value()) {
        if (!there.contains(name)) {
          throw new CannotGrade(
              "%s says that it confirms \"%s\", which %s does not have."
                  .formatted(hidden.getSimpleName(), name, exercise.tests().getSimpleName()));
        }
        tests.computeIfAbsent(shown(name), any -> new TreeSet<>()).add(shown(method.getName()));
      }
    }
    return new Confirmation(tests);
  }

  /** The tests of the ladder, then the hidden ones. */
  List<Verdict.Row> rows(CheckResult own, CheckResult hidden) {
    Set<String> right =
        hidden.rows().stream()
            .filter(TestRow::passed)
            .map(TestRow::name)
            .collect(Collectors.toSet());
    List<Verdict.Row> rows = new ArrayList<>();
    for (TestRow row : own.rows()) {
      rows.add(Verdict.Row.of(row, false, row.passed() ? withheld(row.name(), right) : ""));
    }
    hidden.rows().forEach(row -> rows.add(Verdict.Row.of(row, true, "")));
    return rows;
  }

  private String withheld(String name, Set<String> right) {
    if (right.containsAll(tests.getOrDefault(name, Set.of())) && !right.isEmpty()) {
      return "";
    }
    return tests.containsKey(name) ? BY_HEART : FORM_ALONE;
  }

  /** The name of a test as its row has it. */
  private static String shown(String method) {
    return method.replace('_', ' ');
  }
}
