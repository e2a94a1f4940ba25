package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Compiler;
import unrolled.exercise.Exercise;
import unrolled.exercise.Home;
import unrolled.exercise.TestRow;
import unrolled.matrix.Matrix;

/** Knowing the published outcomes is worth nothing; what is right in part keeps its points. */
@Tag("any-jdk")
class ByHeartTest {
  private static final Path SOLUTIONS = Home.path().resolve("solutions");
  private static final int SEEDS = 5;
  private static final int SECRETS = 60;

  static List<Exercise> exercises() {
    return Exercise.all();
  }

  /** What to do at a call of an answer. */
  private interface Call {
    Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static Object answer(Exercise exercise, Call call) {
    return Proxy.newProxyInstance(
        exercise.contract().getClassLoader(),
        new Class<?>[] {exercise.contract()},
        (self, method, arguments) -> {
          Object outcome = call.of(method, arguments);
          if (outcome instanceof Throwable e) {
            throw e;
          }
          return outcome;
        });
  }

  private static Supplier<?> solution(Exercise exercise) throws Exception {
    String name = exercise.folder() + ".My" + exercise.contract().getSimpleName();
    String file = name.replace('.', '/') + ".java";
    var compiled =
        Compiler.compile(
            Map.of(file, java.nio.file.Files.readString(SOLUTIONS.resolve(file))),
            Compiler.places(exercise.contract(), Matrix.class));
    var constructor =
        compiled.load(UnaryOperator.identity()).loadClass(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return () -> {
      try {
        return constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    };
  }

  /** The rows of a verdict, without a player. */
  private static List<Verdict.Row> rows(Exercise exercise, Supplier<?> subject, long shown) {
    return rows(exercise, subject, shown, Secret.of(exercise, Optional.empty()));
  }

  private static List<Verdict.Row> rows(
      Exercise exercise, Supplier<?> subject, long shown, Secret secret) {
    CheckResult own = Check.judge(exercise, subject, exercise.tests(), shown);
    List<TestRow> again = Check.confirm(exercise, subject, secret.seed("hidden", shown));
    return Confirmation.rows(own.rows(), again, exercise.formRungs(), "");
  }

  /** What an answer gives, or throws. */
  private static Object outcome(Object answer, Method method, Object[] arguments)
      throws ReflectiveOperationException {
    method.setAccessible(true);
    try {
      return method.invoke(answer, arguments);
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  /** As large as this, and empty; nothing is refused. */
  private static Object zeros(Object value) {
    if (value instanceof Throwable) {
      return new Matrix(1, 1);
    }
    if (value instanceof Matrix m) {
      return new Matrix(m.rows(), m.cols());
    }
    if (value instanceof Matrix[] all) {
      return Arrays.stream(all).map(ByHeartTest::zeros).toArray(Matrix[]::new);
    }
    try {
      RecordComponent[] components = value.getClass().getRecordComponents();
      Object[] parts = new Object[components.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = zeros(components[i].getAccessor().invoke(value));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return value.getClass().getConstructor(types).newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Matrix m) {
      return m.shape() + Arrays.toString(m.data());
    }
    if (value.getClass().isArray()) {
      var text = new StringBuilder("[");
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(text(Array.get(value, i))).append(' ');
      }
      return text + "]";
    }
    return value.toString();
  }

  private static String text(Object[] arguments) {
    return Arrays.stream(arguments).map(ByHeartTest::text).collect(Collectors.joining(";"));
  }

  /** Right where the tests that everybody can read ask with this seed, and zeros elsewhere. */
  private static Object byHeart(Exercise exercise, long seed) throws Exception {
    Object right = solution(exercise).get();
    Map<String, Object> known = new HashMap<>();
    Object learner =
        answer(
            exercise,
            (method, arguments) -> {
              Object outcome = outcome(right, method, arguments);
              known.put(text(arguments), outcome);
              return outcome;
            });
    assertTrue(Check.judge(exercise, () -> learner, exercise.tests(), seed).passed());
    return answer(
        exercise,
        (method, arguments) -> {
          Object outcome = known.get(text(arguments));
          return outcome == null ? zeros(outcome(right, method, arguments)) : outcome;
        });
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void who_knows_the_published_outcomes_by_heart_has_no_points(Exercise exercise) throws Exception {
    Object answer = byHeart(exercise, 1);
    List<Verdict.Row> rows = rows(exercise, () -> answer, 99);
    assertTrue(rows.stream().anyMatch(row -> row.withheld().equals(Confirmation.BY_HEART)));
    assertNothing(rows);
  }

  /** There are so few inputs of e01 that the published ones come again among the secret ones. */
  @Test
  void nor_has_who_knows_some_of_the_few_inputs_that_an_exercise_can_have() throws Exception {
    Exercise exercise = Exercise.of("e01");
    Object answer = byHeart(exercise, 1);
    for (int i = 0; i < SECRETS; i++) {
      assertNothing(rows(exercise, () -> answer, 99, new Secret("secret " + i)));
    }
  }

  /** As a student does who has handed in before and has printed what was asked. */
  @ParameterizedTest
  @MethodSource("exercises")
  void nor_has_who_knows_what_this_grader_asks_in_the_tests_that_are_shown(Exercise exercise)
      throws Exception {
    Object answer = byHeart(exercise, 99);
    List<Verdict.Row> rows = rows(exercise, () -> answer, 99);
    assertTrue(rows.stream().filter(row -> !row.hidden()).allMatch(Verdict.Row::passed));
    assertNothing(rows);
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void zeros_have_no_points(Exercise exercise) throws Exception {
    Object right = solution(exercise).get();
    Object answer =
        answer(
            exercise,
            (method, arguments) -> {
              return zeros(outcome(right, method, arguments));
            });
    assertNothing(rows(exercise, () -> answer, 1));
  }

  private static void assertNothing(List<Verdict.Row> rows) {
    assertEquals(
        List.of(), rows.stream().filter(Verdict.Row::counts).map(Verdict.Row::name).toList());
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void the_solution_has_all_points(Exercise exercise) throws Exception {
    Supplier<?> right = solution(exercise);
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<Verdict.Row> rows = rows(exercise, right, seed);
      assertTrue(rows.stream().allMatch(Verdict.Row::counts), rows::toString);
    }
  }

  @Test
  void the_secret_cannot_be_found_from_the_seed_alone() {
    Secret secret = Secret.of(Rnn.EXERCISE, Optional.empty());
    Secret other = new Secret("another text");
    assertFalse(secret.seed("hidden", 1) == other.seed("hidden", 1));
    assertFalse(secret.seed("hidden", 1) == secret.seed("shown", 1));
    assertFalse(secret.seed("hidden", 1) == secret.seed("hidden", 2));
  }

  @Test
  void a_teachers_file_makes_another_secret(@TempDir Path folder) throws Exception {
    Secret ours = Secret.of(Rnn.EXERCISE, Optional.of(folder));
    java.nio.file.Files.writeString(folder.resolve("secret.txt"), "mine");
    assertFalse(ours.equals(Secret.of(Rnn.EXERCISE, Optional.of(folder))));
  }
}
