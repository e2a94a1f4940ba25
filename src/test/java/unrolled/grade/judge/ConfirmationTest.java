package unrolled.grade.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import unrolled.exercise.TestRow;

/** Only what is wrong for other numbers is called by heart; what was stopped was not tried. */
class ConfirmationTest {
  private static final TestRow PASSED = row(true, "");

  private static TestRow row(boolean passed, String message) {
    return new TestRow("it comes out", passed, message, "", Optional.empty());
  }

  private static Verdict verdict(TestRow secret, String whyEnded) {
    List<Verdict.Row> rows =
        Confirmation.rows(List.of(PASSED), List.of(secret), List.of(), whyEnded);
    return new Verdict("e05", rows, 0, 10, "", "", "", "", "full", List.of(), "", false);
  }

  private static String withheld(TestRow secret, String whyEnded) {
    return verdict(secret, whyEnded).rows().get(0).withheld();
  }

  @Test
  void what_is_wrong_for_other_numbers_is_known_by_heart() {
    assertEquals("", withheld(PASSED, ""));
    assertEquals(Confirmation.BY_HEART, withheld(row(false, "h is 1 and should be 2"), ""));
    assertFalse(verdict(row(false, "h is 1 and should be 2"), "").ranOutOfTime());
  }

  /** As where the machine was suspended in the middle of the test. */
  @Test
  void a_test_that_had_to_be_stopped_was_not_tried_and_is_a_matter_of_time() {
    TestRow stopped = row(false, TestRow.OUT_OF_TIME + ": look for a loop");
    assertEquals(
        "No points: it could not be tried on other numbers, because the answer did not end within"
            + " 5 seconds.",
        withheld(stopped, ""));
    assertTrue(verdict(stopped, "").ranOutOfTime());
  }

  @Test
  void after_the_end_of_the_answer_nothing_was_tried() {
    String why = "called System.exit";
    assertEquals(Confirmation.notTried(why), withheld(row(false, "your code " + why), why));
  }
}
