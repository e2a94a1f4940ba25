package unrolled.grade.report;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * The table of the class, for a spreadsheet or a script.
 *
 * <p>The points of an exercise that was not handed in are left empty.
 */
final class GradebookCsv {
  private GradebookCsv() {}

  static String of(Gradebook gradebook) {
    var headers = new ArrayList<>(List.of("key", "name", "handed in", "late"));
    gradebook.columns().forEach(column -> headers.add(column.id()));
    headers.addAll(
        List.of(
            "points",
            "maximum",
            "sandbox",
            "sandbox reasons",
            "not run or ended",
            "overrides",
            "mistakes",
            "without points",
            "notes",
            "handed in at",
            "late exercises"));
    return Csv.of(headers, gradebook.rows().stream().map(row -> fields(gradebook, row)).toList());
  }

  private static List<String> fields(Gradebook gradebook, Gradebook.Row row) {
    var fields = new ArrayList<String>();
    fields.add(Csv.harmless(row.student().key()));
    fields.add(Csv.harmless(Words.name(row.student())));
    fields.add(row.handedIn() ? "yes" : "no");
    fields.add(row.isLate() ? "yes" : "no");
    for (Gradebook.Column column : gradebook.columns()) {
      fields.add(points(row, column));
    }
    fields.add(String.valueOf(row.points()));
    fields.add(String.valueOf(gradebook.maximum()));
    fields.add(Words.sandbox(row.verdicts().values()));
    fields.add(Csv.harmless(String.join("; ", Words.reasons(row.verdicts().values()))));
    fields.add(why(gradebook, row));
    fields.add(Csv.harmless(String.join("; ", overrides(gradebook, row))));
    fields.add(mistakes(gradebook, row));
    fields.add(withheld(gradebook, row));
    fields.add(Csv.harmless(sentences(row.notes())));
    fields.add(row.delivery().time());
    fields.add(String.join(", ", Words.late(gradebook.columns(), row)));
    return fields;
  }

  /** The points of an exercise; empty if it was not handed in. */
  static String points(Gradebook.Row row, Gradebook.Column column) {
    OptionalInt points = row.points(column.id());
    return points.isPresent() ? String.valueOf(points.getAsInt()) : "";
  }

  /** Tests that pass and give no points, by the reason. */
  private static String withheld(Gradebook gradebook, Gradebook.Row row) {
    var said = new ArrayList<String>();
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      if (verdict != null && Words.withheld(verdict) > 0) {
        Map<String, Long> counts =
            verdict.rows().stream()
                .filter(test -> test.passed() && !test.counts())
                .collect(groupingBy(Verdict.Row::withheld, TreeMap::new, counting()));
        counts.forEach(
            (why, count) -> said.add(column.id() + " " + Words.count(count, "test") + ": " + why));
      }
    }
    return Csv.harmless(String.join("; ", said));
  }

  /** Why an answer could not be run, or ended early. */
  private static String why(Gradebook gradebook, Gradebook.Row row) {
    var said = new ArrayList<String>();
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      if (verdict != null && !Words.why(verdict).isEmpty()) {
        said.add(column.id() + ": " + Words.why(verdict));
      }
    }
    return Csv.harmless(String.join("; ", said));
  }

  /** The points that the teacher has set, with what the tests gave. */
  private static List<String> overrides(Gradebook gradebook, Gradebook.Row row) {
    return gradebook.columns().stream()
        .map(Gradebook.Column::id)
        .filter(row.overrides()::containsKey)
        .map(
            id ->
                "%s %d instead of %s: %s"
                    .formatted(
                        id,
                        row.overrides().get(id).points(),
                        Words.byTests(row.verdicts().get(id)),
                        row.overrides().get(id).reason()))
        .toList();
  }

  /** Sentences one after another, which end in a stop or are given one. */
  private static String sentences(List<String> notes) {
    return notes.stream()
        .map(note -> note.matches("(?s).*[.!?…]") ? note : note + ".")
        .collect(joining(" "));
  }

  private static String mistakes(Gradebook gradebook, Gradebook.Row row) {
    var mistakes = new ArrayList<String>();
    for (Gradebook.Column column : gradebook.columns()) {
      Verdict verdict = row.verdicts().get(column.id());
      if (verdict != null && !verdict.mistake().isEmpty()) {
        mistakes.add(column.id() + " " + verdict.mistake());
      }
    }
    return Csv.harmless(String.join("; ", mistakes));
  }
}
