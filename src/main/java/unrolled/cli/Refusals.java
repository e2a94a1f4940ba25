package unrolled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * Says if many answers could not be run for one reason. Then the reason is more often in the
 * statement or in the way in which they were collected than in the answers.
 */
final class Refusals {
  private static final int MANY = 3;
  private static final double SHARE = 0.2;

  private Refusals() {}

  /** A sentence for each exercise and reason that many share. */
  static List<String> of(Gradebook gradebook) {
    List<String> lines = new ArrayList<>();
    for (Gradebook.Column column : gradebook.columns()) {
      List<Verdict> verdicts =
          gradebook.rows().stream()
              .filter(row -> row.verdicts().containsKey(column.id()))
              .map(row -> row.verdicts().get(column.id()))
              .toList();
      Map<String, Long> byReason =
          verdicts.stream()
              .filter(verdict -> !verdict.problem().isEmpty())
              .collect(
                  Collectors.groupingBy(
                      verdict -> reason(verdict.problem()), TreeMap::new, Collectors.counting()));
      byReason.forEach(
          (reason, count) -> {
            if (count >= MANY && count >= SHARE * verdicts.size()) {
              lines.add(
                  "%d of %d answers to %s could not be run, all for the same reason: %s"
                      .formatted(count, verdicts.size(), column.id(), reason));
            }
          });
    }
    return lines;
  }

  /** The complaint without its line number, which differs from answer to answer. */
  private static String reason(String problem) {
    return problem
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(2)
        .collect(Collectors.joining(" "))
        .replaceAll("\\.java:\\d+", ".java");
  }
}
