package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.matrix.Matrix;

/** The check of an answer that cannot be run, does not end, throws, or has others do the work. */
class BadAnswerTest {
  private static final String RIGHT =
      "return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);";

  @TempDir Path home;
  private Checkout checkout;

  @BeforeEach
  void check_out() throws IOException {
    checkout = Checkout.in(home);
  }

  @AfterEach
  void put_back() {
    checkout.close();
  }

  @Test
  void a_file_that_does_not_compile_gets_the_compilers_message_once() throws IOException {
    checkout.answer("int unused = 1;\n    return x.matmull(Wx);");
    CheckResult result = Check.run("e05");
    String place = "exercises/e05_rnn_step/MyRnnStep.java:9: cannot find symbol";
    assertEquals(1, count(result.toString(), place), result.toString());
    assertTrue(result.toString().contains("matmull"));
    assertEquals(0, result.points());
    assertFalse(result.passed());
    assertTrue(Check.run(new Right()).passed(), "the other ways are not stopped by it");
  }

  @Test
  void a_missing_file_is_said_so() throws IOException {
    Files.delete(checkout.answer());
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java is not there:"
            + " git restore exercises/e05_rnn_step/MyRnnStep.java",
        Check.run("e05").diagnosis());
  }

  @Test
  void a_loop_for_ever_is_stopped_and_leaves_no_thread() throws IOException {
    checkout.answer("while (true) { x.set(0, 0, x.get(0, 0) + 1); }");
    CheckResult result = Check.run("e05");
    assertEquals(
        "did not end within 5 seconds: look for a loop whose condition never changes",
        result.rows().get(0).message());
    assertEquals("not tried, because an earlier test did not end", result.rows().get(1).message());
    assertEquals(
        "The tests after the one that did not end were not tried. The loop was stopped.",
        result.diagnosis());
    assertTrue(result.time().toMillis() < 2 * 1000 * Graded.SECONDS, result.time().toString());
    assertTrue(
        Thread.getAllStackTraces().values().stream()
            .flatMap(java.util.Arrays::stream)
            .noneMatch(frame -> frame.getClassName().equals("e05_rnn_step.MyRnnStep")));
  }

  @Test
  void a_constructor_without_end_is_stopped() throws IOException {
    checkout.answer(RIGHT);
    checkout.replace(
        "public final class MyRnnStep implements RnnStep {",
        "public final class MyRnnStep implements RnnStep {\n"
            + "  public MyRnnStep() { for (int i = 0; i < 1; ) { Math.abs(i); } }");
    CheckResult result = Check.run("e05");
    assertEquals(0, result.points());
    assertTrue(result.rows().get(0).message().startsWith("did not end within 5 seconds"));
  }

  @Test
  void what_the_code_throws_is_shown_with_its_line() throws IOException {
    checkout.answer("return x.matmul(Wx.transpose());");
    CheckResult result = Check.run("e05");
    assertTrue(
        result
            .rows()
            .get(0)
            .message()
            .matches(
                "your code threw \\w+Exception: matmul: \\(\\d × \\d\\) · \\(\\d × \\d\\).*"
                    + " \\(MyRnnStep.java:8\\)"),
        result.rows().get(0).message());
  }

  @Test
  void endless_recursion_and_null_are_worded() throws IOException {
    checkout.answer("return forward(x, hPrev, Wx, Wh, b);");
    assertTrue(
        Check.run("e05").rows().get(0).message().startsWith("your code threw StackOverflowError"));
    checkout.answer("return null;");
    assertEquals("forward returns null", Check.run("e05").rows().get(0).message());
  }

  @Test
  void handing_the_work_to_the_library_is_told_kindly() throws IOException {
    checkout.answer("return new unrolled.cell.RnnCell(2, 3, new java.util.Random(1)).Wx.value;");
    String expected =
        "e05 is to be written with unrolled.matrix.Matrix and the JDK's java.lang and java.util"
            + " alone: this uses unrolled.cell.RnnCell, unrolled.nn.Parameter."
            + " Write the step yourself; that is what the exercise is for.";
    assertEquals(expected, Check.run("e05").diagnosis());
    assertTrue(Check.run(new Delegating()).diagnosis().contains("unrolled.cell.RnnCell"));
  }

  @Test
  void another_exercise_is_no_help_either() throws IOException {
    checkout.answer("return e10_rnn_step_backward.RnnStepBackward.h(x, hPrev, Wx, Wh, b);");
    assertTrue(
        Check.run("e05").diagnosis().contains("this uses e10_rnn_step_backward.RnnStepBackward."));
  }

  @Test
  void state_kept_between_calls_fails_the_second_call() throws IOException {
    checkout.answer("calls++; return x.matmul(Wx).scale(calls);");
    checkout.replace("implements RnnStep {", "implements RnnStep {\n  private static int calls;");
    TestRow row =
        Check.run("e05").rows().stream()
            .filter(r -> r.name().equals("calls do not disturb each other"))
            .findFirst()
            .orElseThrow();
    assertFalse(row.passed());
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  /** An answer as a cell of a notebook would define it. */
  static final class Right implements RnnStep {
    @Override
    public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
      return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);
    }
  }

  /** An answer that has the library do it. */
  static final class Delegating implements RnnStep {
    @Override
    public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
      return new unrolled.cell.RnnCell(2, 3, new java.util.Random(1)).Wx.value;
    }
  }
}
