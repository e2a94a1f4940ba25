package unrolled.notebook;

import java.util.List;
import java.util.Map;
import unrolled.exercise.Check;
import unrolled.exercise.CheckResult;
import unrolled.exercise.TestRow;

/**
 * The result of a check as a table: each test with pass or fail, what was expected and what came.
 * The words are those of {@link CheckResult#toString()}.
 *
 * @param result what the check found
 */
public record CheckView(CheckResult result) implements Rich {
  private static final String BLANK = "\u00a0";
  // The attribute is for pages that strip styles, the style for Jupyter's own, which aligns right.
  private static final String LEFT = "align=\"left\" style=\"text-align:left\"";

  /**
   * Checks an answer, see {@link Check#run}.
   *
   * @param answer the id of an exercise, or an object that implements its contract
   */
  public static CheckView of(Object answer) {
    return new CheckView(Check.run(answer));
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", html());
  }

  private String html() {
    var html = new StringBuilder("<div class=\"unrolled-check\">\n");
    html.append("<p><b>").append(escape(result.headline())).append("</b></p>\n");
    if (!result.diagnosis().isEmpty()) {
      html.append(paragraph(result.diagnosis()));
    }
    if (!result.rows().isEmpty()) {
      html.append(table());
    }
    return html.append("<p>").append(escape(result.advice())).append("</p>\n</div>").toString();
  }

  private String table() {
    var html = new StringBuilder("<table>\n<thead><tr><th></th>");
    html.append(head("test")).append(head("expected")).append(head("actual"));
    html.append("</tr></thead>\n");
    html.append("<tbody>\n");
    List<String> messages = result.messages();
    for (int i = 0; i < messages.size(); i++) {
      html.append(row(result.rows().get(i), messages.get(i)));
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  /** What went wrong has a line of its own below the test, as wide as the table. */
  private static String row(TestRow row, String message) {
    String mark = row.passed() ? "✓" + BLANK + "pass" : "<b>✗" + BLANK + "FAIL</b>";
    String words =
        message.isEmpty()
            ? ""
            : "<tr><td></td><td colspan=\"3\" " + LEFT + ">" + lines(message) + "</td></tr>\n";
    return "<tr><td>%s</td>%s%s%s</tr>\n%s"
        .formatted(
            mark, cell(escape(row.name())), value(row.expected()), value(row.actual()), words);
  }

  private static String head(String text) {
    return "<th " + LEFT + ">" + text + "</th>";
  }

  private static String cell(String html) {
    return "<td " + LEFT + ">" + html + "</td>";
  }

  private static String value(String text) {
    return cell(text.isEmpty() ? "" : "<pre>" + escape(text) + "</pre>");
  }

  /** One line is a sentence; several are the compiler's, whose spaces have a meaning. */
  private static String paragraph(String text) {
    return text.contains("\n")
        ? "<pre>" + escape(text) + "</pre>\n"
        : "<p>" + escape(text) + "</p>\n";
  }

  private static String lines(String text) {
    return escape(text).replace("\n", "<br>\n");
  }

  private static String escape(String text) {
    return Html.escape(text);
  }

  @Override
  public String toString() {
    return result.toString();
  }
}
