package unrolled.grade.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.exercise.Exercise;
import unrolled.grade.intake.Student;
import unrolled.grade.judge.Verdict;
import unrolled.grade.record.Gradebook;

/**
 * Answers of a class that are the same but for names, layout and comments.
 *
 * @param groups those of one exercise after those of another, the longest first
 */
record SimilarAnswers(List<Group> groups) {
  /** With fewer tokens of their own, many answers are the same by chance. */
  static final int SHORT = 100;

  /**
   * Students whose answers are the same.
   *
   * @param column the exercise
   * @param tokens how many tokens the answer has more than the starter
   * @param students by the text that they handed in, which may be one for all
   */
  record Group(Gradebook.Column column, int tokens, Map<String, List<Student>> students) {
    boolean isShort() {
      return tokens < SHORT;
    }

    long size() {
      return students.values().stream().mapToLong(List::size).sum();
    }
  }

  /** Those of a class. What is no more than the starter is no answer. */
  static SimilarAnswers of(Gradebook gradebook) {
    var groups = new ArrayList<Group>();
    for (Gradebook.Column column : gradebook.columns()) {
      Map<String, List<String>> known = new TreeMap<>();
      Map<String, Map<String, List<Student>>> byTokens = new TreeMap<>();
      for (Gradebook.Row row : gradebook.rows()) {
        Verdict verdict = row.verdicts().get(column.id());
        if (verdict != null && !verdict.answer().isBlank()) {
          String text = verdict.answer().replace("\r\n", "\n").strip();
          List<String> tokens = known.computeIfAbsent(text, SourceTokens::of);
          byTokens
              .computeIfAbsent(String.join(" ", tokens), any -> new TreeMap<>())
              .computeIfAbsent(text, any -> new ArrayList<>())
              .add(row.student());
        }
      }
      List<String> starter = SourceTokens.of(starter(column.id()));
      byTokens.forEach(
          (tokens, students) -> {
            List<String> own = known.get(students.keySet().iterator().next());
            var group = new Group(column, Math.max(0, own.size() - starter.size()), students);
            if (group.size() > 1 && !own.equals(starter)) {
              groups.add(group);
            }
          });
    }
    groups.sort(
        Comparator.comparing((Group group) -> group.column().id())
            .thenComparing(group -> -group.tokens())
            .thenComparing(group -> group.students().keySet().iterator().next()));
    return new SimilarAnswers(List.copyOf(groups));
  }

  private static String starter(String id) {
    Exercise exercise = Exercise.of(id);
    Path file = exercise.path().resolve("My" + exercise.contract().getSimpleName() + ".java");
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return Exercise.isStarter(text) ? text : ""; // else it is somebody's answer
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the starter " + file, e);
    }
  }
}
