package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;

/** The check of an answer that cannot be run, does not end, throws, or has others do the work. */
class BadAnswerTest {
  /** What is said where the limit on the wall comes before that of the processor. */
  private static final String BUSY = "was not let run|within 5 seconds";

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
  void a_loop_for_ever_is_ended_and_leaves_no_process() throws IOException {
    checkout.answer("while (true) { x.set(0, 0, x.get(0, 0) + 1); }");
    CheckResult result = checked(BUSY);
    assertEquals(
        "your code did not end within 2 seconds: look for a loop whose condition never changes",
        result.rows().get(0).message());
    assertEquals("not tried, because your code had ended", result.rows().get(1).message());
    assertEquals(
        "Your code did not end within 2 seconds: look for a loop whose condition never changes."
            + " The tests after that were not tried.",
        result.diagnosis());
    assertTrue(players().isEmpty(), players().toString());
  }

  @Test
  void a_constructor_without_end_is_ended() throws IOException {
    checkout.answer(RIGHT);
    checkout.replace(
        "public final class MyRnnStep implements RnnStep {",
        "public final class MyRnnStep implements RnnStep {\n"
            + "  public MyRnnStep() { for (int i = 0; i < 1; ) { Math.abs(i); } }");
    CheckResult result = checked(BUSY);
    assertEquals(0, result.points());
    assertTrue(result.rows().get(0).message().startsWith("your code did not end within 2 seconds"));
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
        "e05 cannot use unrolled.cell.RnnCell, unrolled.nn.Parameter: that would do the exercise for you, or is not available where answers are graded. Write the step yourself with"
            + " unrolled.matrix.Matrix and the JDK; that is what the exercise is for.";
    assertEquals(expected, Check.run("e05").diagnosis());
    assertTrue(Check.run(new Delegating()).diagnosis().contains("unrolled.cell.RnnCell"));
  }

  @Test
  void another_exercise_is_no_help_either() throws IOException {
    checkout.answer("return e10_rnn_step_backward.RnnStepBackward.h(x, hPrev, Wx, Wh, b);");
    assertTrue(
        Check.run("e05").diagnosis().contains("cannot use e10_rnn_step_backward.RnnStepBackward:"));
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

  @Test
  void exit_is_reported_with_its_line_and_the_tests_before_it_count() throws IOException {
    checkout.answer("if (x.rows() == 1) {\nSystem.exit(0); }\n" + RIGHT);
    CheckResult result = Check.run("e05");
    String exit =
        "our code called System.exit (MyRnnStep.java:9), which ends the program: return, or throw";
    assertTrue(result.rows().get(0).passed());
    assertEquals("y" + exit, result.rows().get(1).message());
    assertEquals("not tried, because your code had ended", result.rows().get(2).message());
    assertEquals("Y" + exit + ". The tests after that were not tried.", result.diagnosis());
  }

  @Test
  void exit_in_another_thread_or_a_constructor_is_reported_too() throws IOException {
    checkout.answer(
        "var t = new Thread(() -> System.exit(3)); t.start();\n"
            + "try { t.join(); } catch (InterruptedException e) { }\n"
            + RIGHT);
    assertTrue(Check.run("e05").diagnosis().startsWith("Your code called System.exit"));
    checkout.answer(RIGHT);
    checkout.replace(
        "implements RnnStep {", "implements RnnStep {\n  MyRnnStep() { System.exit(1); }");
    assertTrue(Check.run("e05").diagnosis().startsWith("Your code called System.exit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"while (true) { }", "System.exit(0); return x;"})
  void what_was_printed_before_an_end_without_an_answer_is_shown(String end) throws IOException {
    checkout.answer("System.out.println(\"x has rows: \" + x.rows());\n" + end);
    String shown = checked(BUSY).text(100);
    assertTrue(shown.contains("Your code printed:\n  x has rows: "), shown);
  }

  @Test
  void memory_that_runs_out_is_called_that() throws IOException {
    checkout.answer("double[][] big = new double[100000][100000];\nreturn Matrix.of(big);");
    assertOutOfMemory(checked("did not end|was not let run"));
    checkout.answer(
        "var all = new java.util.ArrayList<double[]>();\n"
            + "while (true) { all.add(new double[100_000]); }");
    // On a machine that is busy the two seconds may be over before the memory is full.
    assertOutOfMemory(checked("did not end|was not let run"));
    RnnStep object = (x, hPrev, Wx, Wh, b) -> Matrix.row(new double[Integer.MAX_VALUE]);
    assertOutOfMemory(Check.run(object));
  }

  /** What the check says, asked again while a busy machine stands in its way. */
  private static CheckResult checked(String busy) {
    Pattern inTheWay = Pattern.compile(busy);
    CheckResult result = Check.run("e05");
    for (int again = 0; again < 5 && isTold(result, inTheWay); again++) {
      result = Check.run("e05");
    }
    return result;
  }

  private static boolean isTold(CheckResult result, Pattern reason) {
    return result.rows().stream().anyMatch(row -> reason.matcher(row.message()).find());
  }

  private static void assertOutOfMemory(CheckResult result) {
    String start = "our code ran out of memory: look for an array whose size is too large";
    assertTrue(result.rows().get(0).message().startsWith("y" + start), result.toString());
    assertEquals("not tried, because your code had ended", result.rows().get(1).message());
    assertTrue(result.diagnosis().startsWith("Y" + start), result.diagnosis());
  }

  @Test
  void threads_without_end_are_told_as_such() throws IOException {
    checkout.answer("throw new OutOfMemoryError(\"unable to create native thread: x\");");
    String said = Check.run("e05").diagnosis();
    assertTrue(said.startsWith("Your code could start no more threads: look for threads"), said);
  }

  @Test
  void a_static_initialiser_that_throws_is_shown_with_its_line() throws IOException {
    checkout.answer(RIGHT);
    checkout.replace(
        "implements RnnStep {",
        "implements RnnStep {\n  private static final int TWO = Integer.parseInt(\"two\");");
    CheckResult result = Check.run("e05");
    for (TestRow row : result.rows()) {
      assertEquals(
          "your code threw NumberFormatException: For input string: \"two\" (MyRnnStep.java:6)"
              + " while its static fields were set up",
          row.message());
    }
    assertFalse(result.toString().contains("unrolled.player"), result.toString());
  }

  @Test
  void a_class_without_the_constructor_or_the_contract_is_told_so() throws IOException {
    checkout.answer(RIGHT);
    checkout.replace("implements RnnStep {", "implements RnnStep {\n  MyRnnStep(int n) {}");
    assertEquals("MyRnnStep needs a constructor without parameters", Check.run("e05").diagnosis());
    checkout.answer(RIGHT);
    checkout.replace("final class", "abstract class");
    checkout.replace("public final", "public");
    assertTrue(Check.run("e05").diagnosis().startsWith("MyRnnStep is abstract"));
    checkout.answer(RIGHT);
    checkout.replace(" implements RnnStep", "");
    checkout.replace("@Override", "");
    assertEquals(
        "MyRnnStep does not say implements e05_rnn_step.RnnStep", Check.run("e05").diagnosis());
  }

  @Test
  void a_package_that_is_missing_or_wrong_is_mended_and_said() throws IOException {
    checkout.answer(RIGHT);
    checkout.replace("package e05_rnn_step;", "/* A first line. */");
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java has no package line; it was read as if it began"
            + " with: package e05_rnn_step;",
        saidOfAPass());
    checkout.answer("int n = x.matmull(Wx);");
    checkout.replace("package e05_rnn_step;", "package mine;");
    assertTrue(Check.run("e05").diagnosis().contains("MyRnnStep.java:8: cannot find symbol"));
    checkout.answer(RIGHT);
    checkout.replace("package e05_rnn_step;", "// package e05_rnn_step;\npackage  mine.own ;");
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java says package mine.own; it was read as package"
            + " e05_rnn_step.",
        saidOfAPass());
    checkout.answer(RIGHT);
    checkout.replace(
        "package e05_rnn_step;",
        "package exercises.e05_rnn_step;\n\nimport exercises.e05_rnn_step.RnnStep;");
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java says package exercises.e05_rnn_step; it was read as"
            + " package e05_rnn_step; it imports from exercises.e05_rnn_step, which was read"
            + " as e05_rnn_step.",
        saidOfAPass());
  }

  private static String saidOfAPass() {
    var printed = new java.io.ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new java.io.PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      CheckResult result = Check.run("e05");
      assertTrue(result.passed(), result::toString);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void a_class_of_another_name_is_told_the_right_one() throws IOException {
    checkout.answer(RIGHT);
    String said =
        "exercises/e05_rnn_step/MyRnnStep.java holds the class RnnCell1, and e05 expects the class"
            + " MyRnnStep: rename it.";
    checkout.replace("class MyRnnStep", "class RnnCell1");
    assertEquals(said, Check.run("e05").diagnosis());
    checkout.replace("public final class", "class");
    assertEquals(said, Check.run("e05").diagnosis());
    Files.writeString(checkout.answer(), "");
    Files.writeString(checkout.answer(), "package e05_rnn_step;\n");
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java holds no class MyRnnStep.",
        Check.run("e05").diagnosis());
    Files.writeString(checkout.answer(), "\n");
    assertEquals("exercises/e05_rnn_step/MyRnnStep.java is empty.", Check.run("e05").diagnosis());
  }

  @Test
  void a_starter_that_was_renamed_is_found() throws IOException {
    Files.move(checkout.answer(), checkout.answer().resolveSibling("MyRnnStep (2).java"));
    assertEquals(
        "exercises/e05_rnn_step/MyRnnStep.java is not there, but MyRnnStep (2).java is: rename the"
            + " file and its class, or get the starter back: git restore"
            + " exercises/e05_rnn_step/MyRnnStep.java",
        Check.run("e05").diagnosis());
  }

  @Test
  void code_for_a_newer_Java_is_called_that() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(Runtime.version().feature() < 21);
    checkout.answer("Object o = x; return switch (o) { case Matrix m -> m; default -> null; };");
    String diagnosis = Check.run("e05").diagnosis();
    assertTrue(
        diagnosis.startsWith(
            "exercises/e05_rnn_step/MyRnnStep.java is written for a newer Java than this one,"
                + " which is Java "
                + Runtime.version().feature()
                + ": write it in the older way.\n"),
        diagnosis);
  }

  @Test
  void files_that_nobody_can_read_get_a_sentence() throws IOException {
    String file = "exercises/e05_rnn_step/MyRnnStep.java ";
    Files.writeString(checkout.answer(), "\n".repeat(100_000));
    assertEquals(
        file + "is longer than 10000 lines: an answer is a page or two.",
        Check.run("e05").diagnosis());
    Files.write(checkout.answer(), new byte[300 << 10]);
    assertEquals(
        file + "is larger than 256 kB: an answer is a page or two.", Check.run("e05").diagnosis());
    Files.write(checkout.answer(), new byte[] {0, 1, 2, (byte) 0xca, (byte) 0xfe});
    assertEquals(file + "is not a text but binary.", Check.run("e05").diagnosis());
    Files.delete(checkout.answer());
    Files.createDirectory(checkout.answer());
    assertEquals(file + "is a folder, and should be a file.", Check.run("e05").diagnosis());
  }

  @Test
  void a_source_that_is_too_deep_for_the_compiler_is_told_so() throws IOException {
    checkout.answer("double d = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; " + RIGHT);
    assertEquals(
        "It does not compile with Java "
            + Runtime.version().feature()
            + ":\n  the compiler gave up over it: write it more simply",
        Check.run("e05").diagnosis());
  }

  private static java.util.List<ProcessHandle> players() {
    return ProcessHandle.current()
        .children()
        .filter(p -> p.info().commandLine().orElse("").contains("-Dunrolled.longest="))
        .toList();
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
