package unrolled.exercise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a check found.
 *
 * <p>{@link #toString()} is the text that every way in shows: the headline, what went wrong, one
 * failure in full, and a line for each other test. A notebook draws the same.
 *
 * @param id the exercise
 * @param title its title
 * @param rows the tests in their order; empty if the answer could not be run
 * @param points the points that the answer earns
 * @param maximum the points that there are
 * @param diagnosis what went wrong, said once; empty if all tests pass
 * @param mistake the name of the known mistake that this is; empty if it is none
 * @param printed what the answer printed, if it did not go straight to the screen
 * @param next what to do now: a sentence, or a few
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
    String printed,
    List<String> next,
    Duration time) {
  private static final int INDENT = 6;
  private static final int PRINTED_LINES = 20;
  private static final int PRINTED_CHARACTERS = 2000;

  /** Copies the lists. */
  public CheckResult {
    rows = List.copyOf(rows);
    next = List.copyOf(next);
  }

  /** One of an answer that could not be run. */
  static CheckResult unplayed(Exercise exercise, String problem, Duration time) {
    return of(exercise, List.of(), Diagnosis.of(problem), time);
  }

  /**
   * One of something that is no answer to any exercise.
   *
   * @param reason why, as a sentence
   */
  public static CheckResult refused(String reason) {
    return new CheckResult("", reason, List.of(), 0, 0, "", "", "", List.of(), Duration.ZERO);
  }

  /** What is said of the tests after one at which the code ended. */
  public static final String NOT_TRIED = "The tests after that were not tried.";

  static CheckResult of(Exercise exercise, List<TestRow> rows, Diagnosis diagnosis, Duration time) {
    return of(exercise, rows, diagnosis, time, rows.stream().filter(row -> !row.passed()).count());
  }

  private static CheckResult of(
      Exercise exercise, List<TestRow> all, Diagnosis diagnosis, Duration time, long failed) {
    boolean isAllThatIsKnown = failed == 1 && diagnosis.text().isEmpty();
    List<TestRow> rows = isAllThatIsKnown ? all : all.stream().map(TestRow::amongOthers).toList();
    int maximum = exercise.about().points();
    int passed = (int) rows.stream().filter(TestRow::passed).count();
    // Rounded down: an answer that fails a test loses at least one point.
    int points = rows.isEmpty() ? 0 : maximum * passed / rows.size();
    return new CheckResult(
        exercise.id(),
        exercise.about().title(),
        rows,
        points,
        maximum,
        diagnosis.text(),
        diagnosis.mistake(),
        "",
        rows.isEmpty() ? List.of("Fix this, then check again.") : List.of(),
        time);
  }

  /** The same, with what the answer printed. */
  CheckResult withPrinted(String text) {
    return new CheckResult(id, title, rows, points, maximum, diagnosis, mistake, text, next, time);
  }

  /** The same, with what to do now. */
  CheckResult withNext(List<String> sentences) {
    return new CheckResult(
        id, title, rows, points, maximum, diagnosis, mistake, printed, sentences, time);
  }

  /** Whether every test passes. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(TestRow::passed);
  }

  /** Whether nothing has been written yet. */
  public boolean isUntouched() {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> !row.passed() && TestRow.notYetWritten(row.message()));
  }

  /** The first line: how many tests pass, and the points. */
  public String headline() {
    if (id.isEmpty()) {
      return title;
    }
    String what = id + " " + title + ": ";
    if (isUntouched()) {
      return what + "not written yet.";
    }
    return what + tests() + ", " + points + " of " + maximum + " points";
  }

  private String tests() {
    if (rows.isEmpty()) {
      return "not run";
    }
    String all = Texts.count(rows.size(), "test");
    return passed() ? "passed all " + all : "%d of %s pass".formatted(passes(), all);
  }

  /** What went wrong: a sentence, or one above several that are numbered. */
  public List<String> findings() {
    return diagnosis.isEmpty() ? List.of() : List.of(diagnosis.split("\\n(?=\\d+\\. )"));
  }

  /**
   * The failure that is shown in full: of finite numbers if possible, worked by hand if possible,
   * else of the fewest numbers.
   */
  public Optional<TestRow> open() {
    if (isUntouched()) {
      return Optional.empty();
    }
    List<TestRow> failed = rows.stream().filter(row -> !row.passed()).toList();
    return failed.stream()
        .filter(row -> row.disagreement().isPresent())
        .min(
            Comparator.comparing((TestRow row) -> !row.disagreement().orElseThrow().isFinite())
                .thenComparing(row -> !row.isWorkedByHand())
                .thenComparing(row -> row.disagreement().orElseThrow().entries()))
        .or(() -> failed.stream().findFirst());
  }

  /** The tests beside the one that is open; none where there is nothing to tell them apart. */
  public List<TestRow> others() {
    Optional<TestRow> open = open();
    return open.isEmpty()
        ? List.of()
        : rows.stream().filter(row -> row != open.orElseThrow()).toList();
  }

  /** What stands above the other tests. */
  public String othersTitle() {
    long fail = others().stream().filter(row -> !row.passed()).count();
    return "The other %s (%d pass, %d fail)"
        .formatted(Texts.count(others().size(), "test"), others().size() - fail, fail);
  }

  /** The first of what the answer printed; empty if it printed nothing. */
  public String printedShown() {
    String start = printed.substring(0, Math.min(printed.length(), PRINTED_CHARACTERS));
    return start.lines().limit(PRINTED_LINES).collect(Collectors.joining("\n")).stripTrailing();
  }

  /** What stands above that. */
  public String printedTitle() {
    boolean all = printedShown().length() >= printed.stripTrailing().length();
    return all
        ? "Your code printed:"
        : "Your code printed (the beginning of %,d lines):".formatted(printed.lines().count());
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

  private long passes() {
    return rows.stream().filter(TestRow::passed).count();
  }

  /** The text in lines of this width: one failure in full, the rest in a line each. */
  public String text(int width) {
    return text(width, "./unrolled check " + id + " --all");
  }

  /**
   * The same.
   *
   * @param all what shows every message in full
   */
  public String text(int width, String all) {
    var text = new Lines(width);
    begin(text);
    open().ifPresent(row -> text.part(inFull(row, width)));
    if (!others().isEmpty()) {
      text.part(othersTitle() + "\n" + lines(others()));
    }
    var end = new ArrayList<String>();
    if (!others().isEmpty()) {
      end.add("Every message: " + all + ".");
    }
    end.addAll(next);
    text.part(String.join("\n", end));
    return text.toString();
  }

  /** The text in lines of this width, with every test and every message in full. */
  public String all(int width) {
    var text = new Lines(width);
    begin(text);
    rows.forEach(row -> text.part(inFull(row, width)));
    text.part(String.join("\n", next));
    return text.toString();
  }

  private void begin(Lines text) {
    if (isUntouched()) {
      text.part(headline() + " " + diagnosis);
    } else {
      text.part(headline());
      // The compiler's lines point at columns.
      text.exactly(rows.isEmpty() ? diagnosis : Wrap.at(text.width, diagnosis));
    }
    if (!printedShown().isEmpty()) {
      text.exactly(printedTitle() + "\n" + printedShown().indent(2).stripTrailing());
    }
  }

  private static String lines(List<TestRow> rows) {
    return rows.stream()
        .map(row -> "  " + mark(row) + row.name())
        .collect(Collectors.joining("\n"));
  }

  private static String mark(TestRow row) {
    return row.passed() ? "ok    " : "FAIL  ";
  }

  private static String inFull(TestRow row, int width) {
    String table = row.disagreement().map(d -> tableOf(d, width)).orElse("");
    return mark(row) + row.name() + "\n" + row.message().indent(INDENT) + table.indent(INDENT);
  }

  /** A table of one number would say what the message has said. */
  private static String tableOf(Disagreement one, int width) {
    return one.entries() == 1 ? "" : "\n" + one.table(width - INDENT);
  }

  @Override
  public String toString() {
    return text(Wrap.WIDTH);
  }

  /** Parts of a text, an empty line between two. */
  private static final class Lines {
    private final int width;
    private final StringBuilder text = new StringBuilder();

    Lines(int width) {
      this.width = width;
    }

    void part(String part) {
      exactly(Wrap.at(width, part.stripTrailing()));
    }

    void exactly(String part) {
      text.append(part.isEmpty() || text.isEmpty() ? "" : "\n\n").append(part);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
