package unrolled.grade.report;

import java.util.List;
import unrolled.exercise.Hints;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.PointsOverride;

/**
 * The part of a student's page about one exercise.
 *
 * @param html the page
 * @param column the exercise
 * @param row the student's results
 */
record VerdictSection(Markup html, Gradebook.Column column, Gradebook.Row row) {
  private static final Mark PASS = new Mark("pass", "passed");
  private static final Mark VOID = new Mark("void", "no points");
  private static final Mark FAIL = new Mark("fail", "failed");

  /** What stands before a test. */
  private record Mark(String style, String word) {}

  void write() {
    html.open("section", "id", column.id()).line();
    html.open("h2").text(Words.exercise(column) + " ");
    int points = row.points(column.id()).orElseThrow();
    html.element("span", Words.outOf(points, column.points()), "class", "points");
    html.close().line();
    override();
    if (verdict() != null) {
      received();
      remark();
      finding();
      tests();
      printed();
      html.element("p", Words.protection(verdict()), "class", "quiet").line();
    }
    html.close().line();
  }

  private Verdict verdict() {
    return row.verdicts().get(column.id());
  }

  private void override() {
    PointsOverride override = row.overrides().get(column.id());
    if (override != null) {
      html.open("div", "class", "finding");
      html.element("p", Words.override(override, verdict())).close().line();
    }
  }

  private void received() {
    String received = Words.received(row.delivery().of(column.id()));
    if (!received.isEmpty()) {
      html.element("p", received, "class", "quiet").line();
    }
  }

  private void remark() {
    if (!verdict().remark().isEmpty()) {
      html.element("p", verdict().remark(), "class", "quiet").line();
    }
  }

  private void finding() {
    String finding = Words.finding(verdict());
    if (!finding.isEmpty()) {
      html.open("div", "class", "finding");
      // The compiler points at columns; sentences are for reading.
      boolean isOfCompiler = !verdict().problem().isEmpty() && finding.contains("\n");
      html.element(isOfCompiler ? "pre" : "p", finding);
      html.close().line();
    }
    if (!verdict().passed()) {
      html.open("p", "class", "hint").text("Stuck? ");
      html.element("code", Words.hint(column.id()));
      html.text(" gives the next of " + Hints.RUNGS + " hints.").close().line();
    }
  }

  private void tests() {
    if (verdict().rows().isEmpty()) {
      return;
    }
    if (verdict().passed()) {
      html.open("details");
      html.element("summary", "All " + Words.count(verdict().rows().size(), "test") + " pass");
    }
    list();
    if (verdict().passed()) {
      html.close().line();
    }
  }

  private void list() {
    List<Verdict.Row> shown = verdict().rows().stream().filter(row -> !row.hidden()).toList();
    html.open("ul", "class", "tests").line();
    String before = "";
    for (Verdict.Row row : shown) {
      // Tests that fail for one reason say it once.
      String told = row.told().equals(before) ? "" : row.told();
      before = row.told();
      test(mark(row), Words.test(row), row.counts() ? 0 : 1, told);
    }
    hidden(true);
    hidden(false);
    html.close().line();
    if (verdict().points() < verdict().maximum()) {
      html.element("p", Words.shares(verdict()), "class", "quiet").line();
    }
  }

  private void hidden(boolean passed) {
    long number =
        verdict().rows().stream().filter(row -> row.hidden() && row.passed() == passed).count();
    if (number > 0) {
      String who = number == 1 ? Words.HIDDEN : number + " hidden tests";
      test(passed ? PASS : FAIL, who + (passed ? " passed" : " failed"), passed ? 0 : number, "");
    }
  }

  private static Mark mark(Verdict.Row row) {
    if (row.counts()) {
      return PASS;
    }
    return row.passed() ? VOID : FAIL;
  }

  private void test(Mark mark, String name, long lost, String told) {
    html.open("li", "class", mark.style());
    html.element("span", mark.word(), "class", "mark");
    html.open("div").open("p").text(name);
    if (lost > 0) {
      html.text(" ").element("span", Words.lost(verdict(), lost), "class", "lost");
    }
    html.close();
    if (!told.isEmpty()) {
      html.element("pre", told);
    }
    html.close().close().line();
  }

  private void printed() {
    if (!verdict().printed().isEmpty()) {
      html.open("details").element("summary", "What your code printed");
      html.element("pre", verdict().printed()).close().line();
    }
  }
}
