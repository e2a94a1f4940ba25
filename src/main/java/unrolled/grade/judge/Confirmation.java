package unrolled.grade.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import unrolled.exercise.TestRow;

/**
 * Decides which of the tests that everybody can read give points.
 *
 * <p>The numbers in them are published, so an answer may know the outcome and compute nothing. So
 * the same ladder is climbed again on secret numbers, and a test gives points only if it passes
 * there as well. One that is about form alone, such as a shape or inputs left alone, gives points
 * only if any value is right on secret numbers: the right form of nothing is worth nothing.
 */
final class Confirmation {
  static final String BY_HEART = "No points: right for the published numbers, wrong for others.";
  static final String FORM_ALONE = "No points: no value is right for other numbers.";
  private static final String NOT_TRIED =
      "No points: it could not be tried on other numbers, because the answer ";

  private Confirmation() {}

  /**
   * The tests of the ladder, with what is withheld from each.
   *
   * @param own on published numbers
   * @param secret on secret ones; empty if there are none
   * @param form the names of the tests that are about form alone
   * @param whyEnded why there were no more answers, as the end of a sentence; empty if there were
   */
  static List<Verdict.Row> rows(
      List<TestRow> own, List<TestRow> secret, List<String> form, String whyEnded) {
    Map<String, TestRow> twins =
        secret.stream().collect(Collectors.toMap(TestRow::name, Function.identity()));
    Set<String> values = new HashSet<>();
    secret.stream()
        .filter(row -> row.passed() && !form.contains(row.name()))
        .forEach(row -> values.add(row.name()));
    List<Verdict.Row> rows = new ArrayList<>();
    for (TestRow row : own) {
      String withheld = "";
      if (row.passed() && !secret.isEmpty()) {
        TestRow twin = twins.get(row.name());
        if (twin != null && twin.ranOutOfTime()) {
          withheld = notTried(TestRow.OUT_OF_TIME);
        } else if (twin == null || !twin.passed()) {
          withheld = ended(twin, whyEnded) ? notTried(whyEnded) : BY_HEART;
        } else if (form.contains(row.name()) && values.isEmpty()) {
          withheld = FORM_ALONE;
        }
      }
      rows.add(Verdict.Row.of(row, false, withheld));
    }
    return rows;
  }

  /** Whether the test says nothing of the values, since there was no answer any more. */
  private static boolean ended(TestRow twin, String whyEnded) {
    return twin == null
        || !twin.wasTried()
        || (!whyEnded.isEmpty() && twin.message().endsWith(whyEnded));
  }

  static String notTried(String whyEnded) {
    return NOT_TRIED + (whyEnded.isEmpty() ? "had ended before" : whyEnded) + ".";
  }
}
