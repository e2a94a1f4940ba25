package unrolled.grade.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * The figures of a class, counted over all who handed in.
 *
 * @param points by the id of an exercise, the points of all who have some: by an answer to it, or
 *     set by the teacher
 * @param mistakes the slips that were named, the most common first
 */
record ClassTable(Map<String, List<Integer>> points, List<Mistake> mistakes) {
  /**
   * A slip that was named.
   *
   * @param exercise the id of the exercise
   * @param name as its class is called
   * @param told what the students were told of it
   * @param students how many make it
   */
  record Mistake(String exercise, String name, String told, int students) {
    private static final Comparator<Mistake> MOST_COMMON_FIRST =
        Comparator.comparing(Mistake::students)
            .reversed()
            .thenComparing(Mistake::exercise)
            .thenComparing(Mistake::name)
            .thenComparing(Mistake::told);

    private Mistake and(Mistake other) {
      return new Mistake(exercise, name, told, students + other.students);
    }
  }

  static ClassTable of(Gradebook gradebook) {
    Map<String, List<Integer>> points = new TreeMap<>();
    Map<List<String>, Mistake> mistakes = new TreeMap<>(Comparator.comparing(List::toString));
    for (Gradebook.Column column : gradebook.columns()) {
      List<Integer> own = new ArrayList<>();
      points.put(column.id(), own);
      for (Gradebook.Row row : gradebook.rows()) {
        row.points(column.id()).ifPresent(own::add);
        Verdict verdict = row.verdicts().get(column.id());
        if (verdict != null) {
          List<String> names = Words.slips(verdict);
          List<String> sentences = Words.told(verdict);
          for (int k = 0; k < names.size(); k++) {
            var one = new Mistake(column.id(), names.get(k), sentences.get(k), 1);
            mistakes.merge(List.of(one.exercise, one.name, one.told), one, Mistake::and);
          }
        }
      }
    }
    return new ClassTable(
        points, mistakes.values().stream().sorted(Mistake.MOST_COMMON_FIRST).toList());
  }

  /** The points of all who have some for this exercise. */
  List<Integer> points(String exercise) {
    return points.get(exercise);
  }

  /** The middle of some numbers; of none, no number. */
  static double median(List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return Double.NaN;
    }
    List<Integer> inOrder = numbers.stream().sorted().toList();
    int half = inOrder.size() / 2;
    return inOrder.size() % 2 == 1
        ? inOrder.get(half)
        : (inOrder.get(half - 1) + inOrder.get(half)) / 2.0;
  }
}
