package unrolled.grade.report;

import java.util.Comparator;
import java.util.List;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;
import unrolled.grade.record.PointsOverride;
import unrolled.player.host.Clean;

/**
 * The table of all students, which the page's script sorts and filters.
 *
 * <p>Every cell carries the value that it is sorted by, since what is shown may say more.
 *
 * @param gradebook the results
 * @param html the page
 * @param columns the exercises to show
 */
record StudentsTable(Gradebook gradebook, Markup html, List<Gradebook.Column> columns) {
  private static final String TEXT = "text";
  private static final String NUMBER = "number";
  private static final int LONGEST = 60;
  private static final Comparator<Gradebook.Row> BY_NAME =
      Comparator.comparing(row -> Words.name(row.student()), String.CASE_INSENSITIVE_ORDER);

  void write() {
    html.open("section", "aria-labelledby", "students").line();
    html.element("h2", "Students", "id", "students").line();
    filter();
    html.open("div", "class", "scroll", "role", "region", "tabindex", "0")
        .open("table", "id", "class", "aria-describedby", "shown")
        .line();
    head();
    html.open("tbody").line();
    gradebook.rows().stream().sorted(BY_NAME).forEach(this::student);
    html.close().line().close().close().line();
    html.close().line();
  }

  private void filter() {
    html.open("p", "class", "filter", "hidden", "hidden");
    html.open("label").text("Show names with ");
    html.single("input", "type", "search", "id", "filter", "autocomplete", "off");
    html.close();
    html.element("span", "", "id", "shown", "role", "status").close().line();
  }

  private void head() {
    html.open("thead").open("tr").line();
    column("Student", "", TEXT, "ascending");
    columns.forEach(column -> column(column.id(), column.title(), NUMBER, "none"));
    column("Total", "of " + gradebook.maximum(), NUMBER, "none");
    column("Sandbox", "", TEXT, "none");
    html.close().close().line();
  }

  private void column(String name, String more, String kind, String sorted) {
    html.open("th", "scope", "col", "data-kind", kind, "aria-sort", sorted, "class", kind);
    html.open("button", "type", "button").element("span", name);
    if (!more.isEmpty()) {
      html.text(" ").element("small", more);
    }
    html.close().close().line();
  }

  private void student(Gradebook.Row row) {
    Student student = row.student();
    String page = "students/" + student.fileName() + ".html";
    html.open("tr").open("th", "scope", "row", "data-value", Words.name(student));
    html.open("a", "href", page).element("bdi", Words.name(student)).close();
    remarks(row);
    html.close();
    columns.forEach(column -> points(row, column, page + "#" + column.id()));
    html.element(
        "td",
        String.valueOf(row.points()),
        "data-value",
        String.valueOf(row.points()),
        "class",
        "number " + share(row.points(), gradebook.maximum()));
    String sandbox = Words.sandbox(row.verdicts().values());
    html.element("td", sandbox, "data-value", sandbox, "class", "quiet");
    html.close().line();
  }

  private void remarks(Gradebook.Row row) {
    String key = Clean.line(row.student().key());
    if (!key.equals(Words.name(row.student()))) {
      html.text(" ").open("small").element("bdi", key).close();
    }
    if (!row.handedIn()) {
      html.text(" ").element("small", "nothing handed in");
    }
    if (row.isLate()) {
      html.text(" ").element("small", late(row));
    }
    if (!row.notes().isEmpty()) {
      int more = row.notes().size() - 1;
      String first = Words.shortened(row.notes().get(0), LONGEST);
      html.text(" ")
          .element("small", first + (more > 0 ? " (" + Words.count(more, "more note") + ")" : ""));
    }
  }

  /** Which exercises are late, if not all of them are. */
  private String late(Gradebook.Row row) {
    List<String> late = Words.late(gradebook.columns(), row);
    boolean isSome = !late.isEmpty() && late.size() < row.verdicts().size();
    return isSome ? "late: " + String.join(", ", late) : "late";
  }

  private void points(Gradebook.Row row, Gradebook.Column column, String address) {
    Verdict verdict = row.verdicts().get(column.id());
    if (row.overrides().containsKey(column.id())) {
      overridden(row, column, address);
      return;
    }
    if (verdict == null) {
      html.open("td", "data-value", "-1", "class", "number none");
      html.element("span", "–", "aria-hidden", "true");
      html.element("span", "not handed in", "class", "unseen").close();
      return;
    }
    String points = String.valueOf(verdict.points());
    boolean run = !verdict.rows().isEmpty();
    html.open(
        "td",
        "data-value",
        points,
        "class",
        "number " + (run ? share(verdict.points(), column.points()) : "unrun"));
    html.element("a", points, "href", address);
    if (verdict.points() < column.points() && !Words.why(verdict).isEmpty()) {
      html.element(
          "span", Words.shortened(Words.whyBriefly(verdict), LONGEST), "title", Words.why(verdict));
    }
    html.close();
  }

  private void overridden(Gradebook.Row row, Gradebook.Column column, String address) {
    PointsOverride override = row.overrides().get(column.id());
    String points = String.valueOf(override.points());
    String said =
        "set by you, tests gave "
            + Words.byTests(row.verdicts().get(column.id()))
            + ": "
            + override.reason();
    html.open("td", "data-value", points, "class", "number set");
    html.element("a", points, "href", address);
    html.element("span", Words.shortened(said, LONGEST), "title", said).close();
  }

  /** The classes of the bar below a number: tenths of the maximum, rounded down. */
  static String share(int points, int maximum) {
    String tenths = "p" + (maximum == 0 ? 0 : Math.min(10, 10 * points / maximum));
    return points == 0 ? tenths + " zero" : tenths;
  }
}
