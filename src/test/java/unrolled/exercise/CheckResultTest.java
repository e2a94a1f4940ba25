package unrolled.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;

/** The words of a check. */
class CheckResultTest {
  private static final TestRow PASSED = TestRow.passed("shapes are right", "");
  private static final TestRow LARGE = failed("all terms", 3, 5);
  private static final TestRow SMALL = failed("a batch of one", 1, 2);
  private static final TestRow BY_HAND = failed("the value worked by hand", 2, 4);
  private static final TestRow THROWS =
      TestRow.failed("large inputs", "", new IllegalStateException("no"));

  private static final TestRow OF_NAN = failed("a NaN by hand", Matrix.row(Double.NaN));

  private static TestRow failed(String name, int rows, int cols) {
    return failed(name, new Matrix(rows, cols).map(v -> 0.25));
  }

  private static TestRow failed(String name, Matrix wanted) {
    var off = new Disagreement("h", wanted, wanted.map(v -> 0.5), 0);
    return TestRow.failed(name, "", new Mismatch("h is off. Because.", off));
  }

  private static CheckResult result(String diagnosis, TestRow... rows) {
    return CheckResult.of(
        Exercise.of("e05"), List.of(rows), Diagnosis.of(diagnosis), Duration.ZERO);
  }

  @Test
  void one_failure_is_shown_in_full_and_a_line_for_each_other_test() {
    CheckResult result = result("What went wrong: all.", PASSED, LARGE, SMALL, THROWS);
    assertEquals(
        """
        e05 RNN step, forward: 1 of 4 tests pass, 2 of 10 points

        What went wrong: all.

        FAIL  a batch of one
              h is off. Because.

               expected           got
              [0.2500] 0.2500    [0.5000] 0.5000

        The other 3 tests (1 pass, 2 fail)
          ok    shapes are right
          FAIL  all terms
          FAIL  large inputs

        Every message: ./unrolled check e05 --all.""",
        result.toString());
    String all = result.all(80);
    assertFalse(all.contains("Every message"), all);
    assertTrue(all.contains("your code threw IllegalStateException: no"), all);
    assertEquals(4, all.split("\\[0\\.", -1).length - 1, all);
  }

  @Test
  void what_is_worked_by_hand_comes_before_what_is_smaller() {
    assertEquals(BY_HAND, result("", PASSED, LARGE, SMALL, BY_HAND).open().orElseThrow());
    assertEquals(SMALL, result("", PASSED, LARGE, SMALL).open().orElseThrow());
    assertEquals(LARGE, result("", PASSED, OF_NAN, LARGE).open().orElseThrow());
    assertEquals(OF_NAN, result("", PASSED, OF_NAN).open().orElseThrow());
    assertEquals(THROWS, result("", PASSED, THROWS).open().orElseThrow());
    assertTrue(result("", PASSED).open().isEmpty());
  }

  @Test
  void what_is_true_of_the_only_failure_is_said_of_the_only_failure() {
    TestRow alone =
        TestRow.failed(
            "a batch of one",
            "",
            new AssertionError(
                "h is off. One row. If no other test fails, a size is fixed: look."));
    assertTrue(result("", PASSED, alone).toString().contains("a size is fixed"));
    String beside = result("", PASSED, alone, LARGE).all(80);
    assertTrue(beside.contains("h is off. One row.\n"), beside);
    assertFalse(beside.contains("a size is fixed"), beside);
  }

  @Test
  void findings_are_told_apart_by_their_numbers() {
    assertEquals(List.of("One. And more."), result("One. And more.", LARGE).findings());
    String two = "Two things went wrong:\n1. dx is transposed.\n2. db is a mean.";
    assertEquals(List.of(two.split("\n")), result(two, LARGE).findings());
  }

  @Test
  void no_line_is_longer_than_the_screen_is_wide() {
    CheckResult result =
        result(
            "1. What went wrong: the bias is missing. b is added to every row of the sum.\n"
                + "2. Wh is used transposed: hPrev meets its rows.",
            PASSED,
            LARGE,
            SMALL);
    for (String text : List.of(result.text(40), result.all(40))) {
      assertTrue(text.lines().allMatch(line -> line.length() <= 40), text);
    }
    assertTrue(result.text(40).contains("1. What went wrong: the bias is missing.\n   b is"));
  }

  @Test
  void what_the_answer_prints_is_labelled_and_capped() {
    CheckResult result = result("", LARGE);
    assertFalse(result.toString().contains("printed"));
    String few = result.withPrinted("z is 3\n").toString();
    assertTrue(few.contains("\n\nYour code printed:\n  z is 3\n\n"), few);
    String many = result.withPrinted("z\n".repeat(500)).toString();
    assertTrue(many.contains("Your code printed (the beginning of 500 lines):"), many);
    assertEquals(20, many.lines().filter("  z"::equals).count());
    String wide = result.withPrinted("z".repeat(1_000_000)).printedShown();
    assertEquals(2000, wide.length());
  }
}
