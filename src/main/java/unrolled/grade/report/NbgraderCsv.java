package unrolled.grade.report;

import java.util.ArrayList;
import java.util.List;
import unrolled.grade.intake.Student;
import unrolled.grade.record.Gradebook;

/**
 * The points in the columns that nbgrader exports: a line for each student and exercise. The column
 * for the due date is empty, and so are those of the name where the roster has none of them.
 */
final class NbgraderCsv {
  private static final List<String> HEADERS =
      List.of(
          "assignment",
          "duedate",
          "timestamp",
          "student_id",
          "last_name",
          "first_name",
          "email",
          "raw_score",
          "late_submission_penalty",
          "score",
          "max_score");

  private NbgraderCsv() {}

  static String of(Gradebook gradebook) {
    var lines = new ArrayList<List<String>>();
    for (Gradebook.Column column : gradebook.columns()) {
      gradebook.rows().forEach(row -> lines.add(fields(column, row)));
    }
    return Csv.of(HEADERS, lines);
  }

  private static List<String> fields(Gradebook.Column column, Gradebook.Row row) {
    Student student = row.student();
    String score = String.valueOf(row.points(column.id()).orElse(0));
    return List.of(
        column.id(),
        "",
        row.delivery().of(column.id()).time().replace('T', ' ').replaceFirst("Z$", ""),
        Csv.harmless(student.key()),
        Csv.harmless(student.entry("last_name")),
        Csv.harmless(student.entry("first_name")),
        Csv.harmless(student.entry("email")),
        score,
        "0",
        score,
        String.valueOf(column.points()));
  }
}
