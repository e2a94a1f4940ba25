package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import unrolled.matrix.Matrix;

/** The check, on a checkout in which a learner works. */
class CheckTest {
  private static final String RIGHT =
      "return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(Math::tanh);";
  private static final String WITHOUT_BIAS =
      "return x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh);";

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
  void the_starter_is_told_where_to_write() {
    CheckResult result = Check.run("e05");
    assertFalse(result.passed());
    assertEquals(0, result.points());
    assertEquals(
        "Write it in exercises/e05_rnn_step/MyRnnStep.java, where it says TODO.",
        result.diagnosis());
    assertTrue(result.toString().contains("e05: not written yet"));
    assertFalse(Files.exists(home.resolve("progress.json")), "nothing was passed");
  }

  @Test
  void a_right_file_passes_and_is_noted() throws IOException {
    checkout.answer(RIGHT);
    CheckResult result = Check.run("e05");
    assertTrue(result.passed(), result.toString());
    assertEquals(10, result.points());
    assertEquals(new Progress.Entry(true, 10, 0, 0), Progress.open().of("e05"));
  }

  @Test
  void a_pass_of_our_solutions_is_not_noted_as_the_learners() throws IOException {
    checkout.answer(RIGHT);
    Files.move(home.resolve("exercises"), home.resolve("solutions"));
    checkout.copyExercises();
    System.setProperty("unrolled.answers", "solutions");
    assertTrue(Check.run("e05").passed());
    assertFalse(Files.exists(home.resolve("progress.json")));
  }

  @Test
  void file_and_object_are_told_the_same_words() throws IOException {
    checkout.answer(WITHOUT_BIAS);
    RnnStep object = (x, hPrev, Wx, Wh, b) -> x.matmul(Wx).plus(hPrev.matmul(Wh)).map(Math::tanh);
    String ofFile = Check.run("e05").toString();
    assertEquals(ofFile, Check.run(object).toString());
    assertTrue(ofFile.contains("What went wrong: the bias is missing."), ofFile);
  }

  @Test
  void plain_Maven_says_the_same_words() throws IOException {
    checkout.answer(WITHOUT_BIAS);
    String said = Check.run("e05").toString();
    String printed =
        printedBy(
            () -> {
              var request =
                  LauncherDiscoveryRequestBuilder.request()
                      .selectors(DiscoverySelectors.selectClass(Exercise.of("e05").tests()))
                      .build();
              LauncherFactory.create().execute(request);
            });
    assertEquals(said, printed.strip());
  }

  @Test
  void expected_and_actual_stand_in_the_rows() throws IOException {
    checkout.answer(WITHOUT_BIAS);
    TestRow row = Check.run("e05").rows().get(1);
    assertEquals("the value worked by hand in the statement comes out", row.name());
    assertFalse(row.passed());
    assertEquals("0.462117", row.expected());
    assertEquals("0.604368", row.actual());
    assertEquals(
        "h is off: expected 0.462117, got 0.604368."
            + " By hand: tanh(0.3 + 0.4 − 0.2) = tanh(0.5).",
        row.message());
  }

  @Test
  void the_worst_entry_is_named_with_row_and_column() throws IOException {
    checkout.answer("Matrix h = new Good().of(x, hPrev, Wx, Wh, b); h.set(1, 2, 7); return h;");
    checkout.append(
        "final class Good { Matrix of(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) { "
            + RIGHT
            + " } }");
    List<String> messages = Check.run("e05").rows().stream().map(TestRow::message).toList();
    assertTrue(
        messages.stream().anyMatch(m -> m.startsWith("h is off, worst at row 1, column 2: ")),
        messages.toString());
  }

  @Test
  void an_unknown_mistake_names_the_suspect_term() throws IOException {
    checkout.answer(RIGHT.replace("plusRow(b)", "plusRow(b.scale(0.9))"));
    assertEquals(
        "Taken one at a time, x·Wx, hPrev·Wh are right and b is not.",
        Check.run("e05").diagnosis());
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
  void a_loop_for_ever_is_stopped_and_leaves_no_thread() throws Exception {
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
  void what_the_learner_prints_passes_through() throws IOException {
    checkout.answer("System.out.println(\"z is \" + x.shape()); " + RIGHT);
    assertTrue(printedBy(() -> assertTrue(Check.run("e05").passed())).contains("z is ("));
  }

  @Test
  void state_kept_between_calls_fails_the_second_call() throws IOException {
    checkout.answer("calls++; return x.matmul(Wx).scale(calls);");
    checkout.replace("implements RnnStep {", "implements RnnStep {\n  private static int calls;");
    TestRow row =
        Check.run("e05").rows().stream()
            .filter(r -> r.name().equals("a second call gives the same"))
            .findFirst()
            .orElseThrow();
    assertFalse(row.passed());
  }

  @Test
  void what_cannot_be_checked_is_refused_in_one_sentence() {
    assertAll(
        () ->
            assertEquals(
                "there is no exercise \"e99\"; there are e05, e10, e13, e18",
                refusal(() -> Check.run("e99"))),
        () ->
            assertEquals(
                "Matrix answers no exercise: it should implement one of RnnStep (e05),"
                    + " RnnStepBackward (e10), ClipByNorm (e13), LstmStep (e18)",
                refusal(() -> Check.run(new Matrix(1, 1)))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable check) {
    return assertThrows(IllegalArgumentException.class, check).getMessage();
  }

  private static String printedBy(Runnable run) {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
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
