package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate that every exercise passes before a learner meets it. */
class ExerciseGateTest {
  private static final int SEEDS = 20;

  static List<Exercise> exercises() {
    return Exercise.all();
  }

  @Test
  void the_exercises_are_found_in_order() {
    assertEquals(
        List.of("e01", "e05", "e10", "e13", "e18"),
        exercises().stream().map(Exercise::id).toList());
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_starter_compiles_and_fails_every_test(Exercise exercise) {
    Answer starter = Gate.answerIn(exercise, exercise.path());
    assertTrue(starter.canRun(), starter.problem());
    for (Class<?> tests : List.of(exercise.tests(), Gate.hiddenTests(exercise))) {
      CheckResult result = Check.run(exercise, starter, tests, 1);
      assertFalse(result.rows().isEmpty());
      for (TestRow row : result.rows()) {
        assertFalse(row.passed(), row.name());
        assertEquals(exercise.id() + ": not written yet", row.message());
      }
      assertEquals(0, result.points());
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_solution_passes_every_test_on_twenty_seeds(Exercise exercise) {
    Answer solution = Gate.answerIn(exercise, Gate.solution(exercise));
    Class<?> hidden = Gate.hiddenTests(exercise);
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertPasses(exercise, solution, exercise.tests(), seed);
      assertPasses(exercise, solution, hidden, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void at_least_two_variants_pass(Exercise exercise) {
    List<Path> variants = Gate.javaFiles(Gate.solution(exercise).resolve("variants"));
    assertTrue(variants.size() >= 2, "variants: " + variants);
    Class<?> hidden = Gate.hiddenTests(exercise);
    for (Path file : variants) {
      Answer variant = Gate.variant(exercise, file);
      for (long seed = 1; seed <= 3; seed++) {
        assertPasses(exercise, variant, exercise.tests(), seed);
        assertPasses(exercise, variant, hidden, seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void every_mistake_loses_points_and_is_named(Exercise exercise) {
    List<Class<?>> mistakes = Mistakes.of(exercise);
    assertTrue(mistakes.size() >= 5, "mistakes: " + mistakes);
    assertAll(
        mistakes.stream()
            .map(
                type ->
                    () -> {
                      CheckResult result = Check.run(exercise, Gate.mistake(type));
                      assertTrue(result.points() < result.maximum(), type + " loses nothing");
                      assertEquals(
                          "What went wrong: " + type.getAnnotation(Mistake.class).value(),
                          result.diagnosis(),
                          type.getName());
                      assertEquals(type.getSimpleName(), result.mistake());
                    }));
    Set<String> messages =
        mistakes.stream()
            .map(type -> type.getAnnotation(Mistake.class).value())
            .collect(Collectors.toSet());
    assertEquals(mistakes.size(), messages.size(), "two mistakes say the same");
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void statement_hints_points_and_starter_are_complete(Exercise exercise) {
    assertEquals(Hints.RUNGS, Hints.of(exercise).size());
    Hints.of(exercise).forEach(rung -> assertTrue(rung.lines().count() > 1, rung));
    assertTrue(exercise.about().points() > 0);

    for (String id : exercise.about().buildsOn()) {
      assertTrue(Exercise.of(id).id().compareTo(exercise.id()) < 0, id);
    }
    String statement = Gate.text(exercise.path().resolve("README.md"));
    assertTrue(statement.startsWith("# " + exercise.id() + ": "));
    String facts =
        "*Notebook %s · %d points · you write `%s.%s`*"
            .formatted(
                exercise.about().notebook(),
                exercise.about().points(),
                Gate.answerName(exercise),
                exercise.method().getName());
    assertTrue(statement.contains(facts), "README.md should have the line " + facts);
    String starter = Gate.text(exercise.path().resolve(Gate.answerName(exercise) + ".java"));
    assertTrue(starter.contains("// TODO: "));
    assertTrue(starter.contains("\"" + exercise.id() + ": not written yet\""));
    String map = Gate.text(Home.path().resolve("exercises/README.md"));
    assertTrue(map.contains("[" + exercise.id() + "](" + exercise.folder() + "/README.md)"));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void there_are_no_stray_files(Exercise exercise) {
    String contract = exercise.contract().getSimpleName();
    Set<String> wanted =
        Set.of(
            "README.md",
            "hints.md",
            "reference.py",
            "reference.json",
            contract + ".java",
            contract + "Test.java",
            "My" + contract + ".java");
    assertEquals(wanted, names(exercise.path()));
    Path solution = Gate.solution(exercise);
    assertEquals(
        Set.of(
            "My" + contract + ".java", "Hidden" + contract + "Test.java", "variants", "mistakes"),
        names(solution));
    Stream.of("variants", "mistakes")
        .flatMap(folder -> Gate.files(solution.resolve(folder)).stream())
        .forEach(file -> assertTrue(file.toString().endsWith(".java"), file.toString()));
  }

  @Test
  void every_folder_is_an_exercise_in_both_places() {
    Set<String> folders =
        exercises().stream().map(Exercise::folder).collect(Collectors.toCollection(HashSet::new));
    assertEquals(folders, names(Home.path().resolve("solutions")));
    folders.addAll(Set.of("README.md", "TEACHING.md"));
    assertEquals(folders, names(Home.path().resolve("exercises")));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void every_test_carries_the_tag_of_its_exercise(Exercise exercise) {
    for (Class<?> tests : List.of(exercise.tests(), Gate.hiddenTests(exercise))) {
      assertEquals(exercise.id(), tests.getAnnotation(Tag.class).value());
      assertTrue(tests.isAnnotationPresent(Graded.class));
    }
  }

  private static Set<String> names(Path folder) {
    return Gate.files(folder).stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static void assertPasses(Exercise exercise, Answer answer, Class<?> tests, long seed) {
    assertTrue(answer.canRun(), answer.problem());
    CheckResult result = Check.run(exercise, answer, tests, seed);
    assertTrue(result.passed(), () -> "seed " + seed + "\n" + result);
    assertEquals(result.maximum(), result.points());
  }
}
