package unrolled.grade.judge;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.exercise.TestRow;
import unrolled.grade.compile.Randomness;
import unrolled.player.host.Clean;

/**
 * What was found of one answer to one exercise; the same for every student who hands in the same.
 *
 * @param exercise the id of the exercise
 * @param rows the tests in their order; empty if the answer could not be run
 * @param points the points that it earns
 * @param maximum the points that there are
 * @param problem why there was nothing to run; empty if there was
 * @param diagnosis the mistake, where it is known; else empty
 * @param mistake the name of the mistake, as its class is called, where it is known; else empty
 * @param printed the beginning of what the code printed
 * @param sandbox the level that was in force; {@code none} where no code ran
 * @param reasons why it was not a stronger one
 * @param remark which form of the answer was taken; empty if it had one alone
 * @param provisional whether it ran out of time because this machine was busy or stopped, so that
 *     the next run judges it again
 * @param answer the text that was judged; empty if it is too long to be kept
 */
public record Verdict(
    String exercise,
    List<Row> rows,
    int points,
    int maximum,
    String problem,
    String diagnosis,
    String mistake,
    String printed,
    String sandbox,
    List<String> reasons,
    String remark,
    boolean provisional,
    String answer) {
  private static final int LONGEST_ANSWER = 1 << 16;

  private static final Pattern OUT_OF_TIME =
      Pattern.compile("did not end within|took too long|was not let run|ran out of time");

  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,8}\\b");

  /**
   * One test.
   *
   * @param name what it holds, as a sentence
   * @param hidden whether it is one of the teacher's own
   * @param passed whether it does hold
   * @param message what went wrong; empty if nothing did
   * @param withheld why it gives no points although it does hold; empty if it gives them
   */
  public record Row(String name, boolean hidden, boolean passed, String message, String withheld) {
    private static final int LONGEST_TEXT = 2000;

    /** Takes the line of a journal that was written before there was anything to withhold. */
    public Row {
      withheld = withheld == null ? "" : withheld;
    }

    /** One that gives points if it does hold. */
    public Row(String name, boolean hidden, boolean passed, String message) {
      this(name, hidden, passed, message, "");
    }

    static Row of(TestRow row, boolean hidden, String withheld) {
      String message = Clean.text(row.message(), LONGEST_TEXT);
      return new Row(row.name(), hidden, row.passed(), message, withheld);
    }

    /** Whether it gives points. */
    public boolean counts() {
      return passed && withheld.isEmpty();
    }

    /**
     * What the student is told: of a hidden test nothing, since its message may hold its inputs.
     */
    public String told() {
      return hidden ? "" : message + withheld;
    }
  }

  /** Copies the lists, and takes a line of a journal that was written before there were remarks. */
  public Verdict {
    rows = List.copyOf(rows);
    reasons = List.copyOf(reasons);
    remark = remark == null ? "" : remark;
    answer = answer == null ? "" : answer;
  }

  /** One of which the answer is not kept. */
  public Verdict(
      String exercise,
      List<Row> rows,
      int points,
      int maximum,
      String problem,
      String diagnosis,
      String mistake,
      String printed,
      String sandbox,
      List<String> reasons,
      String remark,
      boolean provisional) {
    this(
        exercise,
        rows,
        points,
        maximum,
        problem,
        diagnosis,
        mistake,
        printed,
        sandbox,
        reasons,
        remark,
        provisional,
        "");
  }

  /** The same, with the text that was judged. */
  public Verdict with(String text) {
    return new Verdict(
        exercise,
        rows,
        points,
        maximum,
        problem,
        diagnosis,
        mistake,
        printed,
        sandbox,
        reasons,
        remark,
        provisional,
        text.length() > LONGEST_ANSWER ? "" : text);
  }

  /** The same, with other words for what the tests found. */
  public Verdict told(List<Row> otherRows, String otherDiagnosis) {
    return new Verdict(
        exercise,
        otherRows,
        points,
        maximum,
        problem,
        otherDiagnosis,
        mistake,
        printed,
        sandbox,
        reasons,
        remark,
        provisional,
        answer);
  }

  /** One of an answer that could not be run. */
  public static Verdict unplayed(String exercise, int maximum, String problem) {
    return new Verdict(
        exercise, List.of(), 0, maximum, problem, "", "", "", "none", List.of(), "", false);
  }

  /** The same, to be judged again by the next run. */
  Verdict asProvisional() {
    return new Verdict(
        exercise, rows, points, maximum, problem, diagnosis, mistake, printed, sandbox, reasons,
        remark, true, answer);
  }

  /**
   * The points for these tests: rounded down, so that an answer that fails one is short of a point.
   */
  static int points(List<Row> rows, int maximum) {
    int counting = (int) rows.stream().filter(Row::counts).count();
    return rows.isEmpty() ? 0 : maximum * counting / rows.size();
  }

  /** Whether something in it did not end in its time. */
  public boolean ranOutOfTime() {
    var found = rows.stream().flatMap(row -> Stream.of(row.message(), row.withheld()));
    return Stream.concat(Stream.of(problem), found)
        .anyMatch(message -> OUT_OF_TIME.matcher(message).find());
  }

  /**
   * Whether a text of it holds a number by which the JVM tells objects apart, as in {@code
   * [D@1b6d3586}.
   */
  boolean tellsIdentity() {
    var texts = rows.stream().map(Row::message);
    return Stream.concat(Stream.of(printed, diagnosis), texts)
        .anyMatch(text -> IDENTITY.matcher(text).find());
  }

  /** What there is to say of an answer that need not give the same results again; else empty. */
  public String randomness() {
    int at = remark.indexOf(Randomness.BEGINNING);
    return at < 0 ? "" : remark.substring(at);
  }

  /** Whether every test passes. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::passed);
  }
}
