package unrolled.grade.report;

import java.util.List;
import unrolled.grade.record.Gradebook;

/**
 * Those who handed in after the due date, apart from the others.
 *
 * @param gradebook the results
 * @param html the page
 */
record LateTable(Gradebook gradebook, Markup html) {
  private List<Gradebook.Row> late() {
    return gradebook.rows().stream().filter(Gradebook.Row::isLate).toList();
  }

  boolean isEmpty() {
    return late().isEmpty();
  }

  void write() {
    html.open("section", "aria-labelledby", "late").line();
    html.element("h2", "Late", "id", "late").line();
    html.element(
            "p",
            "Handed in after the due date. Their points are in the table above like all others:"
                + " what being late costs is yours to say, for example in overrides.csv.",
            "class",
            "quiet")
        .line();
    html.open("table", "class", "told").line();
    html.open("thead").open("tr");
    html.element("th", "Student", "scope", "col");
    html.element("th", "Exercises", "scope", "col");
    html.element("th", "Handed in at (UTC)", "scope", "col");
    html.element("th", "Points", "scope", "col", "class", "number");
    html.close().close().line().open("tbody").line();
    for (Gradebook.Row row : late()) {
      html.open("tr").open("th", "scope", "row");
      html.open("a", "href", "students/" + row.student().fileName() + ".html");
      html.element("bdi", Words.name(row.student())).close().close();
      html.element("td", String.join(", ", Words.late(gradebook.columns(), row)));
      html.element("td", Words.time(row));
      html.element("td", String.valueOf(row.points()), "class", "number");
      html.close().line();
    }
    html.close().close().line();
    html.close().line();
  }
}
