package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import e05_rnn_step.RnnStep;
import e13_clip_by_norm.ClipByNorm;
import e18_lstm_step.LstmStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.matrix.Matrix;
import unrolled.player.Sharing;

/** What a result shares is seen, in a player as in this process. */
class SharingTest {
  private static final String STEP =
      """
      package e05_rnn_step;
      import unrolled.matrix.Matrix;
      public final class MyRnnStep implements RnnStep {
        %s
        public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
          %s
        }
      }
      """;

  @TempDir Path home;
  private Checkout checkout;
  private LoadedAnswer answer;

  @BeforeEach
  void check_out() throws IOException {
    checkout = Checkout.in(home);
  }

  @AfterEach
  void put_back() {
    if (answer != null) {
      answer.close();
    }
    checkout.close();
  }

  private Trial trial(String id, String source) throws IOException {
    Exercise exercise = Exercise.of(id);
    Files.writeString(exercise.answer(), source);
    answer = LoadedAnswer.inFile(exercise);
    assertEquals("", answer.problem());
    return new Trial(answer.subject(), 1);
  }

  private static Matrix step(Trial trial) {
    Matrix one = Matrix.row(0.5);
    return trial
        .subject(RnnStep.class)
        .forward(Matrix.row(0.1), Matrix.row(0.2), one, one.copy(), one.copy());
  }

  @Test
  void new_matrices_share_nothing() throws IOException {
    Trial trial = trial("e05", STEP.formatted("", "return x.plus(hPrev);"));
    assertEquals(Matrix.row(0.1 + 0.2).get(0, 0), step(trial).get(0, 0));
    assertTrue(trial.sharing().isNone());
    RnnStep here = (x, hPrev, Wx, Wh, b) -> x.plus(hPrev);
    Trial other = new Trial(() -> here, 1);
    step(other);
    assertTrue(other.sharing().isNone());
  }

  @Test
  void an_input_that_is_returned_is_named() throws IOException {
    Trial trial = trial("e05", STEP.formatted("", "return hPrev;"));
    step(trial);
    assertEquals("result is hPrev", trial.sharing().toString());
    RnnStep here = (x, hPrev, Wx, Wh, b) -> Matrix.wrap(1, 1, hPrev.data());
    Trial other = new Trial(() -> here, 1);
    step(other);
    assertEquals(trial.sharing(), other.sharing());
  }

  @Test
  void elements_of_arrays_are_named_by_their_places() throws IOException {
    String source =
        """
        package e13_clip_by_norm;
        import unrolled.matrix.Matrix;
        public final class MyClipByNorm implements ClipByNorm {
          public Matrix[] clip(Matrix[] gradients, double maxNorm) {
            Matrix twice = gradients[1].copy();
            return new Matrix[] {gradients[1], twice, twice};
          }
        }
        """;
    Trial trial = trial("e13", source);
    Matrix[] gradients = {Matrix.row(1), Matrix.row(2, 3), Matrix.row(4)};
    trial.subject(ClipByNorm.class).clip(gradients, 1);
    assertEquals("result[0] is gradients[1], result[2] is result[1]", trial.sharing().toString());
  }

  @Test
  void components_of_records_are_named() {
    LstmStep here = (x, hPrev, cPrev, Wx, Wh, b) -> new LstmStep.State(cPrev, cPrev);
    Trial trial = new Trial(() -> here, 1);
    Matrix one = Matrix.row(1);
    trial.subject(LstmStep.class).forward(one, one.copy(), Matrix.row(2), one, one, one);
    assertEquals("h is cPrev, c is cPrev, c is h", trial.sharing().toString());
  }

  @Test
  void an_earlier_result_that_changes_is_seen() throws IOException {
    String kept = "private final Matrix h = new Matrix(1, 1);";
    Trial trial = trial("e05", STEP.formatted(kept, "h.set(0, 0, h.get(0, 0) + 1); return h;"));
    RnnStep step = trial.subject(RnnStep.class);
    Matrix one = Matrix.row(1);
    step.forward(one, one, one, one, one);
    assertEquals(Sharing.NONE, trial.sharing());
    step.forward(one, one, one, one, one);
    assertEquals("an earlier result has changed", trial.sharing().toString());
    // Another object of the class has a field of its own.
    step(trial);
    assertEquals(Sharing.NONE, trial.sharing());

    Matrix h = new Matrix(1, 1);
    RnnStep here =
        (x, hPrev, Wx, Wh, b) -> {
          h.set(0, 0, h.get(0, 0) + 1);
          return h;
        };
    Trial other = new Trial(() -> here, 1);
    RnnStep again = other.subject(RnnStep.class);
    again.forward(one, one, one, one, one);
    assertEquals(Sharing.NONE, other.sharing());
    again.forward(one, one, one, one, one);
    assertTrue(other.sharing().changedEarlier());
  }

  @Test
  void what_the_caller_changes_is_not_laid_to_the_answer() {
    RnnStep here = (x, hPrev, Wx, Wh, b) -> x.copy();
    Trial trial = new Trial(() -> here, 1);
    RnnStep step = trial.subject(RnnStep.class);
    Matrix one = Matrix.row(1);
    step.forward(one, one, one, one, one).set(0, 0, 9);
    step.forward(one, one, one, one, one);
    assertEquals(Sharing.NONE, trial.sharing());
  }

  @Test
  void own_exceptions_are_what_they_are_by_inheritance() throws IOException {
    String own =
        "static class BadShape extends IllegalArgumentException { BadShape() { super(\"no\"); } }";
    Trial trial = trial("e05", STEP.formatted(own, "throw new BadShape();"));
    var thrown = assertThrows(IllegalArgumentException.class, () -> step(trial));
    assertEquals("BadShape: no", thrown.getMessage());
    assertEquals(
        "your code threw IllegalArgumentException: BadShape: no (MyRnnStep.java:6)",
        TestRow.thrown(thrown));
  }

  @Test
  void exceptions_of_no_known_kind_keep_their_names() throws IOException {
    String own = "static class Odd extends RuntimeException {}";
    Trial trial = trial("e05", STEP.formatted(own, "throw new Odd();"));
    var thrown = assertThrows(RuntimeException.class, () -> step(trial));
    assertEquals("your code threw Odd (MyRnnStep.java:6)", TestRow.thrown(thrown));
  }

  @Test
  void what_is_printed_can_be_asked_for_and_is_cut() throws IOException {
    Trial trial =
        trial("e05", STEP.formatted("", "System.out.println(\"x is \" + x); return x.copy();"));
    step(trial);
    assertTrue(answer.printed().startsWith("x is "), answer.printed());
    for (int i = 0; i < 200; i++) {
      step(trial);
    }
    assertTrue(answer.printed().endsWith(" …"), answer.printed());
    assertTrue(answer.printed().length() <= 2002);
  }
}
