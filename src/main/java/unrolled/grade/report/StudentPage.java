package unrolled.grade.report;

import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.player.host.Clean;

/**
 * What a student is told: points, what each test found, the mistake where it is known, and where to
 * find a hint. It holds nothing of anybody else, and of the hidden tests only how many failed.
 */
final class StudentPage {
  private final Gradebook gradebook;
  private final Gradebook.Row row;
  private final Markup html;

  private StudentPage(Gradebook gradebook, Gradebook.Row row, Markup html) {
    this.gradebook = gradebook;
    this.row = row;
    this.html = html;
  }

  static String of(Gradebook gradebook, Gradebook.Row row) {
    String title = Words.name(row.student()) + ": feedback";
    return ReportPage.of(title, html -> new StudentPage(gradebook, row, html).write());
  }

  private void write() {
    html.open("main", "class", "student").line();
    html.open("header").line();
    html.element("p", "Feedback", "class", "kicker").line();
    html.open("h1").element("bdi", Words.name(row.student())).close().line();
    total();
    html.close().line();
    notes();
    overview();
    for (Gradebook.Column column : gradebook.columns()) {
      if (row.points(column.id()).isPresent()) {
        new VerdictSection(html, column, row).write();
      }
    }
    html.close().line();
  }

  private void total() {
    html.open("p", "class", "total");
    html.element("b", String.valueOf(row.points()));
    html.text(" of " + gradebook.maximum() + " points").close().line();
  }

  private void notes() {
    if (!row.handedIn()) {
      html.element("p", "Nothing was handed in.", "class", "notice").line();
    }
    if (!row.notes().isEmpty()) {
      html.open("ul", "class", "notice").line();
      row.notes().forEach(note -> html.element("li", Clean.line(note)).line());
      html.close().line();
    }
  }

  private void overview() {
    html.open("table", "class", "overview").line();
    html.open("thead").open("tr");
    html.element("th", "Exercise", "scope", "col");
    html.element("th", "Result", "scope", "col");
    html.element("th", "Points", "scope", "col", "class", "number");
    html.close().close().line().open("tbody").line();
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      html.open("tr").open("th", "scope", "row");
      if (row.points(column.id()).isEmpty()) {
        html.text(Words.exercise(column));
      } else {
        html.element("a", Words.exercise(column), "href", "#" + column.id());
      }
      html.close();
      html.element("td", result(column, verdict));
      int points = row.points(column.id()).orElse(0);
      html.element("td", Words.outOf(points, column.points()), "class", "number");
      html.close().line();
    }
    html.close().close().line();
  }

  private String result(Gradebook.Column column, Verdict verdict) {
    boolean isSet = row.overrides().containsKey(column.id());
    String result = isSet ? "points set by your teacher" : result(verdict);
    return row.isLate(column.id()) ? result + "; late" : result;
  }

  private static String result(Verdict verdict) {
    if (verdict == null) {
      return "not handed in";
    }
    if (verdict.rows().isEmpty()) {
      return "could not be run";
    }
    long passed = verdict.rows().stream().filter(Verdict.Row::passed).count();
    String pass = passed + " of " + Words.count(verdict.rows().size(), "test") + " pass";
    long withheld = Words.withheld(verdict);
    return withheld == 0 ? pass : pass + ", " + withheld + " of them without points";
  }
}
