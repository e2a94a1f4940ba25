package unrolled.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

class RefusalsTest {
  private static Gradebook book(int refused, int fine) {
    var rows = new ArrayList<Gradebook.Row>();
    for (int i = 0; i < refused + fine; i++) {
      String problem =
          i < refused
              ? "It does not compile with Java 17:\n  e05_rnn_step/MyRnnStep.java:%d: no Foo"
                  .formatted(i)
              : "";
      Verdict verdict = Verdict.unplayed("e05", 10, problem);
      rows.add(new Gradebook.Row(Student.named("s" + i), true, List.of(), Map.of("e05", verdict)));
    }
    return new Gradebook(List.of(new Gradebook.Column("e05", "step", 10, "v")), rows, 1);
  }

  @Test
  void what_stops_many_answers_alike_is_said_once() {
    assertEquals(
        List.of(
            "3 of 12 answers to e05 could not be run, all for the same reason: It does not compile with Java"
                + " 17: e05_rnn_step/MyRnnStep.java: no Foo"),
        Refusals.of(book(3, 9)));
  }

  @Test
  void what_stops_a_few_is_not() {
    assertEquals(List.of(), Refusals.of(book(2, 1)));
    assertEquals(List.of(), Refusals.of(book(3, 13)));
  }
}
