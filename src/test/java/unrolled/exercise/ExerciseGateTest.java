package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate that every exercise passes before a learner meets it. */
@Tag("any-jdk") // what it plays is arithmetic; the other tests of the check run on each JDK
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExerciseGateTest {
  private static final int SEEDS = 20;
  private static final int PAIRS = 20;

  static List<Exercise> exercises() {
    return Exercise.all();
  }

  @Test
  void the_exercises_are_found_in_order() {
    assertEquals(
        exercises().stream().map(Exercise::id).sorted().distinct().toList(),
        exercises().stream().map(Exercise::id).toList());
  }

  @Test
  void the_optional_ones_are_not_of_the_course() {
    List<Exercise> optional = new ArrayList<>(exercises());
    optional.removeAll(Exercise.ofTheCourse());
    assertEquals(
        List.of("e12", "e14", "e17", "e24", "e27", "e32"),
        optional.stream().map(Exercise::id).toList());
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_starter_compiles_and_fails_every_test(Exercise exercise) {
    try (LoadedAnswer starter = Gate.answerIn(exercise, exercise.path())) {
      assertTrue(starter.canRun(), starter.problem());
      CheckResult result = Check.run(exercise, starter);
      assertFalse(result.rows().isEmpty());
      for (TestRow row : result.rows()) {
        assertFalse(row.passed(), row.name());
        assertEquals(exercise.id() + ": not written yet", row.message());
      }
      assertEquals(0, result.points());
      Check.confirm(exercise, starter.subject(), 1)
          .forEach(row -> assertFalse(row.passed(), row.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_solution_passes_every_test_on_twenty_seeds(Exercise exercise) {
    assertPasses(Gate.compiledSolution(exercise), SEEDS);
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void at_least_two_variants_pass(Exercise exercise) {
    List<Gate.Compiled> variants = Gate.variants(exercise);
    assertTrue(variants.size() >= 2, "variants: " + variants.size());
    variants.forEach(variant -> assertPasses(variant, 3));
  }

  /** On the first seed where a learner's file is played, and on the others in this process. */
  private static void assertPasses(Gate.Compiled compiled, int seeds) {
    try (LoadedAnswer player = compiled.inAPlayer()) {
      assertPasses(compiled.exercise(), player, 1);
    }
    LoadedAnswer here = compiled.here();
    for (long seed = 2; seed <= seeds; seed++) {
      assertPasses(compiled.exercise(), here, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_slips_are_right_where_none_is_made(Exercise exercise) {
    Object right = Catalogue.answer(exercise);
    // It is made of the solution's own steps, which pass on every seed.
    for (long seed = 1; seed <= SEEDS / 4; seed++) {
      assertPasses(exercise, new LoadedAnswer(() -> right, ""), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void every_slip_loses_points_and_is_told_its_own_sentence(Exercise exercise) {
    List<Catalogue.Slip> slips = written(exercise);
    assertTrue(slips.size() >= 15, "slips: " + slips.size());
    assertAll(
        slips.stream()
            .map(
                slip ->
                    () -> {
                      Object answer = Catalogue.answer(exercise, slip);
                      CheckResult result = checked(exercise, answer);
                      assertTrue(result.points() < result.maximum(), slip + " loses nothing");
                      assertEquals(
                          "What went wrong: " + slip.sentence(), result.diagnosis(), slip.place());
                      assertEquals(slip.name(), result.mistake());
                    }));
    // Choices at one place may share a sentence: a bound of 1, of 5 and of 10 is one slip.
    Map<String, String> places = new HashMap<>();
    slips.forEach(
        slip ->
            assertEquals(
                slip.place(), places.merge(slip.sentence(), slip.place(), (old, next) -> old)));
    slips.forEach(slip -> assertTrue(slip.sentence().matches("(?s)\\S.*[.?]"), slip.sentence()));
  }

  /** One of two may hide the other, and two may look like a third; what is told must be made. */
  @ParameterizedTest
  @MethodSource("exercises")
  void of_two_slips_drawn_at_random_most_are_both_named_and_none_is_misled(Exercise exercise) {
    List<Catalogue.Slip> slips = written(exercise);
    var rng = new SplittableRandom(2026);
    int both = 0;
    int tried = 0;
    List<String> misled = new ArrayList<>();
    while (tried < PAIRS) {
      Catalogue.Slip one = slips.get(rng.nextInt(slips.size()));
      Catalogue.Slip other = slips.get(rng.nextInt(slips.size()));
      if (one.place().equals(other.place())) {
        continue;
      }
      tried++;
      Object answer = Catalogue.answer(exercise, one, other);
      CheckResult result = checked(exercise, answer);
      boolean first = result.diagnosis().contains(one.sentence());
      boolean second = result.diagnosis().contains(other.sentence());
      both += first && second ? 1 : 0;
      if (!first && !second && result.points() < result.maximum()) {
        misled.add(one.name() + " + " + other.name() + " -> " + result.diagnosis());
      }
    }
    assertTrue(both >= PAIRS / 3, both + " of " + PAIRS + " named\n" + String.join("\n", misled));
    assertTrue(misled.size() <= PAIRS / 5, String.join("\n", misled));
  }

  private static CheckResult checked(Exercise exercise, Object answer) {
    return Check.judge(exercise, () -> answer, exercise.tests(), Check.SEED);
  }

  private static List<Catalogue.Slip> written(Exercise exercise) {
    return Catalogue.of(exercise).orElseThrow().slips().stream()
        .filter(Catalogue.Slip::isWritten)
        .toList();
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
    String starter = Gate.text(exercise.path().resolve(Gate.answerName(exercise) + ".java"));
    assertTrue(starter.contains("// TODO: "));
    assertTrue(starter.contains("\"" + exercise.id() + ": not written yet\""));
  }

  @Test
  void the_pages_repeat_what_the_contracts_say() {
    assertEquals(Set.of(), Derived.stale().keySet(), "run ./unrolled format");
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void nothing_is_left_to_be_done(Exercise exercise) {
    List<String> tasks = Derived.unfinished(exercise);
    assertTrue(
        tasks.isEmpty(),
        () -> "still to be done in " + exercise.id() + ":\n" + String.join("\n", tasks));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void there_are_no_stray_files(Exercise exercise) {
    String contract = exercise.contract().getSimpleName();
    Set<String> wanted =
        Set.of(
            "README.md",
            "hints.md",
            "reference.json",
            contract + ".java",
            contract + "Test.java",
            "My" + contract + ".java");
    assertEquals(wanted, names(exercise.path()));
    Set<String> solution = names(Gate.solution(exercise));
    solution.remove("Hidden" + contract + "Test.java");
    assertEquals(
        Set.of("My" + contract + ".java", contract + "Slips.java", contract + "Variants.java"),
        solution);
  }

  @Test
  void every_folder_is_an_exercise_in_both_places() {
    Set<String> folders =
        exercises().stream().map(Exercise::folder).collect(Collectors.toCollection(HashSet::new));
    folders.add("project");
    assertEquals(folders, names(Home.path().resolve("solutions")));
    folders.addAll(Set.of("README.md", "TEACHING.md", "reference.py"));
    assertEquals(folders, names(Home.path().resolve("exercises")));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void every_test_carries_the_tag_of_its_exercise(Exercise exercise) {
    assertEquals(exercise.id(), exercise.tests().getAnnotation(Tag.class).value());
    assertTrue(exercise.tests().isAnnotationPresent(Graded.class));
  }

  private static Set<String> names(Path folder) {
    return Gate.files(folder).stream()
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static void assertPasses(Exercise exercise, LoadedAnswer answer, long seed) {
    assertTrue(answer.canRun(), answer.problem());
    CheckResult result = judged(exercise, answer, seed);
    // A busy machine may give a test no time to end.
    for (int again = 0; again < 2 && hasNotEnded(result); again++) {
      result = judged(exercise, answer, seed);
    }
    CheckResult last = result;
    assertTrue(result.passed(), () -> "seed " + seed + "\n" + last);
    assertEquals(result.maximum(), result.points());
    Check.confirm(exercise, answer.subject(), seed)
        .forEach(row -> assertTrue(row.passed(), () -> "seed " + seed + ": " + row));
  }

  /** As what works elsewhere: our own answers end, and a thread for each rung takes most time. */
  private static CheckResult judged(Exercise exercise, LoadedAnswer answer, long seed) {
    answer.begin();
    return Check.judge(exercise, answer.subject(), exercise.tests(), seed);
  }

  private static boolean hasNotEnded(CheckResult result) {
    return result.rows().stream().anyMatch(row -> row.message().startsWith("did not end within"));
  }
}
