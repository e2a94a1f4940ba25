package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import unrolled.exercise.NotNoted;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;

/** A cell that nbgrader grades: what the cell shows, by nbgrader's rules. */
@ExtendWith(NotNoted.class)
class NbgraderTest {
  private static final double MOST = 10;

  private static final String ANSWER =
      """
      import e05_rnn_step.RnnStep;
      class MyRnnStep implements RnnStep {
        public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
          System.err.println("on the error stream");
          return %s;
        }
      }
      """;
  private static final String RIGHT =
      "x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh)";
  private static final String NO_BIAS = "x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh)";

  private static List<CellOutput> outputs(String answer, String graded) {
    List<NotebookCell> cells =
        Stream.of(ANSWER.formatted(answer), graded)
            .map(source -> new NotebookCell("c", Kind.CODE, source, Set.of()))
            .toList();
    var run =
        new ShellRunner(Duration.ofMinutes(1)).run(new Notebook("t", cells), (done, all) -> {});
    return run.notebook().cells().get(1).outputs();
  }

  /** The points that nbgrader gives for these outputs. */
  private static double grade(List<CellOutput> outputs) {
    for (CellOutput output : outputs) {
      if (output instanceof CellOutput.Failed
          || output instanceof CellOutput.Printed printed && printed.error()) {
        return 0;
      }
      if (output instanceof CellOutput.Shown shown && shown.result()) {
        return partial(shown.forms().get("text/plain"));
      }
    }
    return MOST;
  }

  private static double partial(String text) {
    try {
      double points = Double.parseDouble(text);
      assertTrue(points <= MOST, "nbgrader fails at more points than the cell has: " + text);
      return points >= 0 ? points : MOST;
    } catch (NumberFormatException anyText) {
      return MOST;
    }
  }

  @Test
  void a_right_answer_has_all_points_although_it_prints_errors() {
    List<CellOutput> outputs = outputs(RIGHT, "points(new MyRnnStep())");
    assertEquals("10.0", result(outputs));
    assertEquals(MOST, grade(outputs));
  }

  @Test
  void a_wrong_answer_has_the_points_of_its_check_and_no_more() {
    double points = grade(outputs(NO_BIAS, "points(new MyRnnStep())"));
    assertTrue(points > 0 && points < MOST, points + " points");
  }

  @Test
  void an_answer_that_throws_has_none() {
    double points = grade(outputs("null", "points(new MyRnnStep())"));
    assertEquals(0, points);
  }

  @Test
  void the_student_sees_the_check_beside_the_points() {
    boolean shown =
        outputs(NO_BIAS, "points(new MyRnnStep())").stream()
            .anyMatch(
                output ->
                    output instanceof CellOutput.Shown value
                        && !value.result()
                        && value.forms().get("text/html").contains("FAIL"));
    assertTrue(shown);
  }

  @Test
  void a_cell_that_ends_in_check_would_not_do() {
    assertEquals(0, grade(outputs(RIGHT, "check(new MyRnnStep())")), "one line of errors");
    String silent = "x";
    List<CellOutput> outputs =
        outputs(silent, "check(new MyRnnStep())").stream()
            .filter(output -> !(output instanceof CellOutput.Printed))
            .toList();
    assertEquals(MOST, grade(outputs), "any text is worth all points");
  }

  private static String result(List<CellOutput> outputs) {
    return outputs.stream()
        .filter(output -> output instanceof CellOutput.Shown shown && shown.result())
        .map(output -> ((CellOutput.Shown) output).forms().get("text/plain"))
        .findFirst()
        .orElseThrow();
  }
}
