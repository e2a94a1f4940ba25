package unrolled.grade.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * A gradebook as it is told to students whose teacher keeps the expected values back: of a message,
 * a line with a number in it, or with what was expected, is left out. The names of tests and of
 * mistakes stay.
 */
final class HiddenValues {
  static final String INSTEAD = "(Your teacher does not show the values.)";

  private static final Pattern VALUE =
      Pattern.compile(
          "\\d|\\b(expected|got|NaN|Infinity|true|false|null)\\b", Pattern.CASE_INSENSITIVE);

  private HiddenValues() {}

  static Gradebook of(Gradebook gradebook) {
    List<Gradebook.Row> rows =
        gradebook.rows().stream().map(row -> row.judged(verdicts(row.verdicts()))).toList();
    return new Gradebook(gradebook.columns(), rows, gradebook.seed());
  }

  private static Map<String, Verdict> verdicts(Map<String, Verdict> verdicts) {
    Map<String, Verdict> shown = new HashMap<>();
    verdicts.forEach((id, verdict) -> shown.put(id, shown(verdict)));
    return shown;
  }

  private static Verdict shown(Verdict verdict) {
    List<Verdict.Row> rows =
        verdict.rows().stream()
            .map(
                row ->
                    new Verdict.Row(
                        row.name(),
                        row.hidden(),
                        row.passed(),
                        shown(row.message()),
                        row.withheld()))
            .toList();
    // The sentence on a mistake that has a name is the same whatever the numbers are.
    boolean isNamed = !verdict.mistake().isEmpty();
    return verdict.told(rows, isNamed ? verdict.diagnosis() : shown(verdict.diagnosis()));
  }

  private static String shown(String text) {
    String rest =
        text.lines().filter(line -> !VALUE.matcher(line).find()).collect(Collectors.joining("\n"));
    if (rest.equals(text.lines().collect(Collectors.joining("\n")))) {
      return text;
    }
    return rest.isBlank() ? INSTEAD : rest + "\n" + INSTEAD;
  }
}
