package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import e18_lstm_step.LstmStep;
import e23_gru_step.GruStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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

  @TempDir Path folder;
  private Path home;
  private Checkout checkout;

  @BeforeEach
  void check_out() throws IOException {
    home = Files.createDirectory(folder.resolve("a path with spaces"));
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
    assertEquals(
        "e05 RNN step, forward: not written yet. Write it in\n"
            + "exercises/e05_rnn_step/MyRnnStep.java, where it says TODO.",
        result.toString());
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
  void where_nothing_can_be_noted_the_result_is_shown_all_the_same() throws IOException {
    checkout.answer(RIGHT);
    Files.createDirectory(home.resolve("progress.json"));
    String printed = printedBy(() -> assertTrue(Check.run("e05").passed()));
    assertTrue(printed.startsWith("Not noted in your progress: cannot read "), printed);
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
    assertTrue(ofFile.contains("What went wrong: the bias is missing"), ofFile);
  }

  @Test
  void plain_Maven_says_the_same_words() throws IOException {
    checkout.answer(WITHOUT_BIAS);
    String said = Check.run("e05").toString();
    String printed = printedBy(CheckTest::runPlainly);
    assertEquals(said, printed.strip());
    checkout.answer("return 1;");
    assertEquals(Check.run("e05").toString(), printedBy(CheckTest::runPlainly).strip());
  }

  @Test
  void a_mistake_is_known_in_whatever_style_it_is_written() throws IOException {
    checkout.answer(
        """
        double[][] h = new double[x.rows()][Wh.cols()];
        for (int n = 0; n < x.rows(); n++)
          for (int j = 0; j < Wh.cols(); j++) {
            double z = b.data()[j];
            for (int k = 0; k < Wh.rows(); k++) z += hPrev.get(n, k) * Wh.get(j, k);
            for (int k = 0; k < x.cols(); k++) z += x.get(n, k) * Wx.get(k, j);
            h[n][j] = Math.tanh(z);
          }
        return Matrix.of(h);
        """);
    assertTrue(Check.run("e05").diagnosis().startsWith("What went wrong: Wh is transposed: "));
  }

  @Test
  void expected_and_actual_stand_in_the_rows() throws IOException {
    checkout.answer(WITHOUT_BIAS);
    TestRow row = Check.run("e05").rows().get(1);
    assertEquals("the example that the statement works by hand comes out", row.name());
    assertFalse(row.passed());
    Disagreement numbers = row.disagreement().orElseThrow();
    assertEquals(Math.tanh(0.5), numbers.expected().get(0, 0), 1e-12);
    assertEquals(Math.tanh(0.7), numbers.actual().get(0, 0), 1e-12);
    assertEquals(
        "h is off: expected 0.462117, got 0.604368."
            + " By hand: tanh(0.3 + 0.4 − 0.2) = tanh(0.5).",
        row.message());
  }

  @Test
  void the_first_wrong_entry_is_named_with_row_and_column() throws IOException {
    checkout.answer("Matrix h = new Good().of(x, hPrev, Wx, Wh, b); h.set(1, 2, 7); return h;");
    checkout.append(
        "final class Good { Matrix of(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) { "
            + RIGHT
            + " } }");
    List<String> messages = Check.run("e05").rows().stream().map(TestRow::message).toList();
    assertTrue(
        messages.stream()
            .anyMatch(m -> m.startsWith("h is off in 1 of 15 entries, at row 1, column 2: ")),
        messages.toString());
  }

  @Test
  void an_unknown_mistake_names_the_suspect_term() throws IOException {
    checkout.answer(RIGHT.replace("plusRow(b)", "plusRow(b.scale(0.9))"));
    assertEquals(
        "In tests of one thing at a time, x·Wx and hPrev·Wh came out right, but b did not.",
        Check.run("e05").diagnosis());
  }

  @Test
  void a_short_id_is_taken_for_the_exercise() {
    for (String id : List.of("e5", "5", "E05", " e05 ", "e05_rnn_step", "e05-rnn-step")) {
      assertEquals("e05", Exercise.of(id).id(), id);
    }
    for (String id : List.of("", "e", "e055", "e5x", "five")) {
      assertThrows(NoSuchExercise.class, () -> Exercise.of(id), id);
    }
  }

  @Test
  void what_the_learner_prints_stands_in_the_result() throws IOException {
    checkout.answer("System.out.println(\"z is \" + x.shape()); " + RIGHT);
    String said = Check.run("e05").toString();
    assertTrue(said.contains("Your code printed"), said);
    assertTrue(said.contains("z is ("), said);
  }

  @Test
  void only_the_wrong_gate_of_an_LSTM_is_suspect() {
    LstmStep answer =
        (x, hPrev, cPrev, Wx, Wh, b) -> {
          int H = hPrev.cols();
          Matrix z = x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b);
          Matrix i = z.columns(0, H).map(CheckTest::sigmoid);
          Matrix f = z.columns(H, 2 * H).map(v -> sigmoid(0.8 * v));
          Matrix g = z.columns(2 * H, 3 * H).map(Math::tanh);
          Matrix o = z.columns(3 * H, 4 * H).map(CheckTest::sigmoid);
          Matrix c = f.hadamard(cPrev).plus(i.hadamard(g));
          return new LstmStep.State(o.hadamard(c.map(Math::tanh)), c);
        };
    assertEquals(
        "In tests of one thing at a time, the input gate i, the candidate g, the output gate o and h"
            + " came out right, but the forget gate f and c did not."
            + " The tests of x·Wx and hPrev·Wh need these as"
            + " well, and tell nothing yet.",
        Check.run(answer).diagnosis());
  }

  @Test
  void shapes_that_do_not_fit_are_told_in_the_letters_of_the_statement() {
    GruStep answer =
        (x, hPrev, Wx, Wh, b, bhn, resetAfter) -> {
          Matrix u = x.matmul(Wx).plus(b);
          return u.columns(0, hPrev.cols());
        };
    String said = Check.run(answer).diagnosis();
    assertTrue(
        said.endsWith("In the letters of the statement that is (N × 3H) and (1 × 3H)."), said);
  }

  @Test
  void looking_for_the_mistake_prints_nothing_again() throws IOException {
    checkout.answer("System.out.println(\"here\"); " + WITHOUT_BIAS);
    String printed = printedBy(() -> Check.run("e05"));
    assertTrue(printed.lines().count() < 20, printed);
  }

  @Test
  void what_cannot_be_checked_is_refused_in_one_sentence() {
    assertAll(
        () ->
            assertEquals(
                "There is no exercise \"e99\"; there are "
                    + Exercise.all().stream().map(Exercise::id).collect(Collectors.joining(", "))
                    + ".",
                refusal(() -> Check.run("e99"))),
        () ->
            assertEquals(
                "Matrix answers no exercise: it should implement one of "
                    + Exercise.all().stream()
                        .map(e -> e.contract().getSimpleName() + " (" + e.id() + ")")
                        .collect(Collectors.joining(", "))
                    + ".",
                refusal(() -> Check.run(new Matrix(1, 1)))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable check) {
    return assertThrows(NoSuchExercise.class, check).getMessage();
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  private static void runPlainly() {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(Exercise.of("e05").tests()))
            .build();
    LauncherFactory.create().execute(request);
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
}
