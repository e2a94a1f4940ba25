package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {
  private static Oracle written(Exercise exercise) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Oracle.write(exercise, new DataOutputStream(bytes));
    return Oracle.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** Those exercises have tests that ask in their middle, which no rung announces. */
  @ParameterizedTest
  @ValueSource(strings = {"e05", "e06", "e07", "e13", "e35"})
  void the_students_copy_knows_what_every_test_asks(String id) throws IOException {
    Exercise exercise = Exercise.of(id);
    Oracle copy = written(exercise);
    Oracle here = Oracle.of(exercise).orElseThrow();
    try (LoadedAnswer ours = Gate.answerIn(exercise, Gate.solution(exercise))) {
      Trial trial = new Trial(ours.subject(), Check.SEED);
      assertTrue(Climb.up(exercise.tests(), trial).stream().allMatch(TestRow::passed));
      assertFalse(trial.asked().isEmpty());
      for (Fixture inputs : trial.asked()) {
        assertTrue(Values.equal(here.on(inputs), copy.on(inputs)));
      }
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
