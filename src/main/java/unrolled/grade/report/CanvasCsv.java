package unrolled.grade.report;

import java.util.ArrayList;
import java.util.List;
import unrolled.grade.intake.Student;
import unrolled.grade.record.Gradebook;
import unrolled.player.host.Clean;

/**
 * The gradebook as Canvas imports it.
 *
 * <p>Canvas looks a student up by its own id, then by SIS user id, then by SIS login id, and then
 * by name, where one that it does not find becomes a new student. So only students who have one of
 * the three ids are written; their names are for the reader. The ids come from the roster, which
 * may be what Canvas exports. An assignment is found by its title, {@code e05 RNN step, forward};
 * the first import makes it.
 */
final class CanvasCsv {
  /** A row whose first field holds this is not taken for a student. */
  private static final String POINTS_POSSIBLE = "Points Possible";

  private CanvasCsv() {}

  /** The file; empty if no student can be written. */
  static String of(Gradebook gradebook) {
    List<Gradebook.Row> rows = gradebook.rows().stream().filter(row -> known(row)).toList();
    if (rows.isEmpty()) {
      return "";
    }
    var headers =
        new ArrayList<>(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section"));
    gradebook.columns().forEach(column -> headers.add(Words.exercise(column)));
    var lines = new ArrayList<List<String>>();
    lines.add(pointsPossible(gradebook));
    rows.forEach(row -> lines.add(fields(gradebook, row)));
    return Csv.of(headers, lines);
  }

  /** The students who are not in the file. */
  static List<Student> leftOut(Gradebook gradebook) {
    return gradebook.rows().stream()
        .filter(row -> !known(row))
        .map(Gradebook.Row::student)
        .toList();
  }

  private static List<String> pointsPossible(Gradebook gradebook) {
    var fields = new ArrayList<>(List.of(POINTS_POSSIBLE, "", "", "", ""));
    gradebook.columns().forEach(column -> fields.add(String.valueOf(column.points())));
    return fields;
  }

  private static List<String> fields(Gradebook gradebook, Gradebook.Row row) {
    var fields = new ArrayList<String>();
    fields.add(name(row.student()));
    fields.addAll(ids(row.student()));
    fields.add(Csv.harmless(row.student().entry("Section")));
    gradebook.columns().forEach(column -> fields.add(GradebookCsv.points(row, column)));
    return fields;
  }

  private static String name(Student student) {
    return Csv.harmless(Words.name(student)).replace(POINTS_POSSIBLE, "Points-Possible");
  }

  private static boolean known(Gradebook.Row row) {
    List<String> ids = ids(row.student());
    // An id must stay as it is, so it cannot be made harmless.
    return ids.stream().anyMatch(id -> !id.isEmpty()) && ids.stream().noneMatch(Csv::isFormula);
  }

  private static List<String> ids(Student student) {
    return List.of(
        canvasId(student),
        Clean.line(student.entry("SIS User ID")),
        Clean.line(student.entry("SIS Login ID")));
  }

  /** In a roster that Canvas has not exported, a column ID may be anybody's. */
  private static String canvasId(Student student) {
    String named = Clean.line(student.entry("Canvas ID"));
    boolean exported = student.roster().keySet().containsAll(List.of("Student", "Section"));
    String id = named.isEmpty() && exported ? Clean.line(student.entry("ID")) : named;
    return id.matches("[0-9]+") ? id : "";
  }
}
