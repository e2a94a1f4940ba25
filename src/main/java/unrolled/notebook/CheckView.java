package unrolled.notebook;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.Disagreement;
import unrolled.exercise.NoSuchExercise;
import unrolled.exercise.TestRow;
import unrolled.exercise.Wrap;

/**
 * The result of a check as a notebook shows it: one failure in full, the others folded. The words
 * are those of {@link CheckResult#toString()}.
 *
 * @param result what the check found
 */
public record CheckView(CheckResult result) implements Rich {
  private static final Pattern POWER = Pattern.compile("(\\d)e([+-]\\d+)\\b");

  /** A table that is wider than this has expected above got: so it fits a telephone. */
  private static final int TABLE = 43;

  /**
   * Checks an answer, see {@link Check#run}; or says that there is no such exercise.
   *
   * @param answer the id of an exercise, or an object that implements its contract
   */
  public static CheckView of(Object answer) {
    try {
      return new CheckView(Check.run(answer));
    } catch (NoSuchExercise e) {
      return new CheckView(CheckResult.refused(e.getMessage()));
    }
  }

  /** The text with every test and every message in full: {@code show(check("e05").all())}. */
  public String all() {
    return result.all(Wrap.WIDTH);
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", html());
  }

  private String html() {
    var html = new StringBuilder("<div class=\"unrolled-check\">\n");
    if (result.isUntouched()) {
      html.append(paragraph(result.headline() + " " + result.diagnosis()));
    } else {
      html.append("<p><b>").append(escape(result.headline())).append("</b></p>\n");
      html.append(findings());
    }
    html.append(printed());
    result.open().ifPresent(row -> html.append(inFull(row)));
    html.append(others());
    html.append(result.next().isEmpty() ? "" : paragraph(String.join("\n", result.next())));
    return html.append("</div>").toString();
  }

  private String findings() {
    List<String> findings = result.findings();
    if (result.rows().isEmpty() && result.diagnosis().contains("\n")) {
      return pre(result.diagnosis());
    }
    return findings.stream()
        .map(CheckView::printed)
        .map(CheckView::paragraph)
        .collect(Collectors.joining());
  }

  private String printed() {
    return result.printedShown().isEmpty()
        ? ""
        : details(result.printedTitle(), pre(result.printedShown()));
  }

  private String others() {
    List<TestRow> others = result.others();
    if (others.isEmpty()) {
      return "";
    }
    return details(
        result.othersTitle(), others.stream().map(CheckView::inFull).collect(Collectors.joining()));
  }

  private static String inFull(TestRow row) {
    String name = row.passed() ? "ok " + escape(row.name()) : "<b>FAIL</b> " + escape(row.name());
    String message = row.message().isEmpty() ? "" : "<br>\n" + lines(printed(row.message()));
    String table = row.disagreement().filter(d -> d.entries() > 1).map(CheckView::table).orElse("");
    return "<p>" + name + message + "</p>\n" + table;
  }

  private static String table(Disagreement one) {
    // The brackets alone say it where a page strips the mark.
    return pre(Numbers.withMinus(one.table(TABLE)))
        .replaceAll("\\[[^\\[\\] ]+]", "<mark>$0</mark>");
  }

  private static String details(String title, String html) {
    return "<details>\n<summary>" + escape(title) + "</summary>\n" + html + "</details>\n";
  }

  /** The numbers of a sentence as the rest of the page writes them: −1.5 × 10⁸ for -1.5e+08. */
  private static String printed(String sentence) {
    return POWER
        .matcher(Numbers.withMinus(sentence))
        .replaceAll(
            power ->
                power.group(1)
                    + "\u00a0×\u00a010"
                    + Numbers.raised(Long.parseLong(power.group(2))));
  }

  /** Jupyter breaks the lines of plain pre, within numbers too. */
  private static String pre(String text) {
    return "<pre style=\"white-space: pre; overflow-x: auto\">" + escape(text) + "</pre>\n";
  }

  private static String paragraph(String text) {
    return "<p>" + lines(text) + "</p>\n";
  }

  private static String lines(String text) {
    return Html.breakingPaths(text).replace("\n", "<br>\n");
  }

  private static String escape(String text) {
    return Html.escape(text);
  }

  /** In JShell; for an object, since what was given may have no name. */
  @Override
  public String toString() {
    return result.text(Wrap.WIDTH, "show(check(…).all())");
  }
}
