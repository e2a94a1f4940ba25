package unrolled.exercise;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a check found.
 *
 * <p>{@link #toString()} is the text that every way in shows; a notebook draws the same as a table.
 *
 * @param id the exercise
 * @param title its title
 * @param rows the tests in their order; empty if the answer could not be run
 * @param points the points that the answer earns
 * @param maximum the points that there are
 * @param diagnosis what went wrong, said once; empty if all tests pass
 * @param mistake the name of the known mistake that this is, as its class is called; empty if it is
 *     none
 * @param time how long it took
 */
public record CheckResult(
    String id,
    String title,
    List<TestRow> rows,
    int points,
    int maximum,
    String diagnosis,
    String mistake,
    Duration time) {

  /** Copies the rows. */
  public CheckResult {
    rows = List.copyOf(rows);
  }

  /** One of an answer that could not be run. */
  static CheckResult unplayed(Exercise exercise, String problem, Duration time) {
    return of(exercise, List.of(), Diagnosis.of(problem), time);
  }

  static CheckResult of(Exercise exercise, List<TestRow> rows, Diagnosis diagnosis, Duration time) {
    int maximum = exercise.about().points();
    int passed = (int) rows.stream().filter(TestRow::passed).count();
    // Rounded down: whoever fails a test is short of at least one point.
    int points = rows.isEmpty() ? 0 : maximum * passed / rows.size();
    return new CheckResult(
        exercise.id(),
        exercise.about().title(),
        rows,
        points,
        maximum,
        diagnosis.text(),
        diagnosis.mistake(),
        time);
  }

  /** Whether every test passes. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(TestRow::passed);
  }

  /** The first line: how many tests pass, and the points. */
  public String headline() {
    long passed = rows.stream().filter(TestRow::passed).count();
    String tests = rows.isEmpty() ? "not run" : passed + " of " + rows.size() + " tests pass";
    return "%s %s: %s, %d of %d points".formatted(id, title, tests, points, maximum);
  }

  /** The message of each row; empty where the row above has said the same. */
  public List<String> messages() {
    return IntStream.range(0, rows.size())
        .mapToObj(i -> i > 0 && said(i).equals(said(i - 1)) ? "" : said(i))
        .toList();
  }

  private String said(int row) {
    return rows.get(row).message();
  }

  /** The last line: what to do next. */
  public String advice() {
    if (rows.isEmpty()) {
      return "Mend that, and check again.";
    }
    return passed()
        ? "Passed."
        : "Stuck? hint(\"%s\") in a notebook or JShell, ./unrolled hint %s in a shell."
            .formatted(id, id);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(headline()).append('\n');
    List<String> messages = messages();
    for (int i = 0; i < rows.size(); i++) {
      TestRow row = rows.get(i);
      text.append(row.passed() ? "  ok    " : "  FAIL  ").append(row.name()).append('\n');
      text.append(messages.get(i).indent(10));
    }
    if (!diagnosis.isEmpty()) {
      text.append('\n').append(diagnosis).append('\n');
    }
    return text.append('\n').append(advice()).toString();
  }
}
