package unrolled.grade.report;

import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/** The verdicts of a class as a Tablesaw table, from which its figures are counted. */
final class ClassTable {
  static final String EXERCISE = "exercise";
  static final String POINTS = "points";
  static final String MISTAKE = "mistake";
  static final String TOLD = "told";
  static final String STUDENTS = "students";

  private final Table verdicts;
  private final Table slips;

  private ClassTable(Table verdicts, Table slips) {
    this.verdicts = verdicts;
    this.slips = slips;
  }

  static ClassTable of(Gradebook gradebook) {
    var exercise = StringColumn.create(EXERCISE);
    var points = IntColumn.create(POINTS);
    var whose = StringColumn.create(EXERCISE);
    var mistake = StringColumn.create(MISTAKE);
    var told = StringColumn.create(TOLD);
    for (Gradebook.Row row : gradebook.rows()) {
      for (Gradebook.Column column : gradebook.columns()) {
        Verdict verdict = row.verdicts().get(column.id());
        if (verdict != null) {
          exercise.append(column.id());
          points.append(row.points(column.id()).orElseThrow());
          List<String> names = Words.slips(verdict);
          List<String> sentences = Words.told(verdict);
          for (int k = 0; k < names.size(); k++) {
            whose.append(column.id());
            mistake.append(names.get(k));
            told.append(sentences.get(k));
          }
        }
      }
    }
    return new ClassTable(Table.create(exercise, points), Table.create(whose, mistake, told));
  }

  /** The points of all who handed in an answer to this exercise. */
  IntColumn points(String exercise) {
    return verdicts.where(verdicts.stringColumn(EXERCISE).isEqualTo(exercise)).intColumn(POINTS);
  }

  /**
   * The slips that were named, with the number of students who make each, the most common first:
   * columns exercise, mistake, told, students.
   */
  Table mistakes() {
    Table counts = slips.countBy(EXERCISE, MISTAKE, TOLD);
    counts.column(counts.columnCount() - 1).setName(STUDENTS);
    return counts.sortOn("-" + STUDENTS, EXERCISE, MISTAKE);
  }
}
