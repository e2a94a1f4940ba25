package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import unrolled.matrix.Matrix;

@Tag("any-jdk") // what it plays is arithmetic
class OracleTest {
  private static Oracle written(Exercise exercise) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Oracle.write(exercise, new DataOutputStream(bytes));
    return Oracle.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  static Stream<String> exercises() {
    return Exercise.all().stream()
        .filter(exercise -> Oracle.of(exercise).isPresent())
        .map(Exercise::id);
  }

  /** Some exercises have tests that ask in their middle, which no rung announces. */
  @ParameterizedTest
  @MethodSource("exercises")
  void the_students_copy_knows_what_every_test_asks(String id) throws IOException {
    Exercise exercise = Exercise.of(id);
    Oracle copy = written(exercise);
    Oracle here = Oracle.of(exercise).orElseThrow();
    try (LoadedAnswer ours = Gate.answerIn(exercise, Gate.solution(exercise))) {
      Trial trial = new Trial(ours.subject(), Check.SEED);
      assertTrue(Climb.up(exercise.tests(), trial).stream().allMatch(TestRow::passed));
      for (Fixture inputs : trial.asked()) {
        assertTrue(Values.equal(here.on(inputs), copy.on(inputs)));
      }
    }
  }

  /** Each asks with one number changed, and it puts that number back. */
  @Test
  void finite_differences_ask_for_as_many_inputs_as_they_change() throws IOException {
    Exercise exercise = Exercise.of("e07");
    try (LoadedAnswer ours = Gate.answerIn(exercise, Gate.solution(exercise))) {
      Trial trial = new Trial(ours.subject(), Check.SEED);
      Climb.up(exercise.tests(), trial);
      int logits =
          ((Matrix) Fixture.of(exercise.contract(), Check.SEED).value("logits")).data().length;
      assertTrue(trial.asked().stream().map(Fixture::key).distinct().count() > 2 * logits);
    }
  }

  @Test
  void what_the_copy_does_not_know_is_said() throws IOException {
    Exercise exercise = Exercise.of("e05");
    Oracle copy = written(exercise);
    var unknown =
        assertThrows(
            IllegalStateException.class, () -> copy.on(Fixture.of(exercise.contract(), 987_654)));
    assertTrue(unknown.getMessage().contains("Ask your teacher for a new copy."));
  }
}
