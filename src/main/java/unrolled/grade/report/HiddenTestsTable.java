package unrolled.grade.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * The teacher's own tests that have failed, with whom and why; for the teacher's page alone.
 *
 * @param gradebook the results
 * @param html the page
 */
record HiddenTestsTable(Gradebook gradebook, Markup html) {
  private static final int LONGEST = 400;

  /** A test of an exercise. */
  private record Name(String exercise, String test) {}

  /** The messages of each that has failed, with those who have them. */
  private Map<Name, Map<String, List<Student>>> failed() {
    Map<Name, Map<String, List<Student>>> failed =
        new TreeMap<>(Comparator.comparing(Name::exercise).thenComparing(Name::test));
    for (Gradebook.Row row : gradebook.rows()) {
      for (Gradebook.Column column : gradebook.columns()) {
        Verdict verdict = row.verdicts().get(column.id());
        if (verdict != null) {
          verdict.rows().stream()
              .filter(test -> test.hidden() && !test.passed())
              .forEach(
                  test ->
                      failed
                          .computeIfAbsent(
                              new Name(column.id(), test.name()), any -> new LinkedHashMap<>())
                          .computeIfAbsent(test.message(), any -> new ArrayList<>())
                          .add(row.student()));
        }
      }
    }
    return failed;
  }

  boolean isEmpty() {
    return failed().isEmpty();
  }

  void write() {
    html.open("section", "aria-labelledby", "hidden-tests").line();
    html.element("h2", "Hidden tests", "id", "hidden-tests").line();
    html.element(
            "p",
            "Your own tests that have failed, and why. Students are told only that a hidden test"
                + " failed.",
            "class",
            "quiet")
        .line();
    html.open("table", "class", "told").line();
    html.open("thead").open("tr");
    html.element("th", "Test, and what it said to whom", "scope", "col");
    html.element("th", "Students", "scope", "col", "class", "number");
    html.close().close().line().open("tbody").line();
    failed().forEach(this::row);
    html.close().close().line();
    html.close().line();
  }

  private void row(Name name, Map<String, List<Student>> messages) {
    html.open("tr").open("th", "scope", "row");
    html.element("code", name.exercise()).text(" " + name.test());
    html.open("details").element("summary", Words.count(messages.size(), "message"));
    messages.forEach(
        (message, students) -> {
          html.open("p");
          for (int i = 0; i < students.size(); i++) {
            html.text(i == 0 ? "" : ", ").element("bdi", Words.name(students.get(i)));
          }
          html.close();
          html.element("pre", message.isBlank() ? "no message" : Words.shortened(message, LONGEST))
              .line();
        });
    html.close().close();
    long number = messages.values().stream().mapToLong(List::size).sum();
    html.element("td", String.valueOf(number), "class", "number");
    html.close().line();
  }
}
