package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;

/**
 * The progress as text: notebooks, and below each its exercises.
 *
 * @param progress how far the learner is
 * @param chapters the whole course
 */
record ProgressText(Progress progress, List<Chapter> chapters) {
  private static final int WIDE = 64;
  private static final String LEGEND =
      "✓ passed, ○ open, · locked by an exercise that it builds on";

  String in(int width) {
    var lines = new ArrayList<String>();
    for (Chapter chapter : chapters) {
      lines.add(
          "%s notebook %s  %s"
              .formatted(progress.state(chapter).mark, chapter.number(), chapter.name())
              .stripTrailing());
      chapter.exercises().forEach(exercise -> lines.add(line(exercise, width >= WIDE)));
    }
    lines.add("");
    lines.add(LEGEND);
    lines.add(
        "Experience: %d of %d. That is the points of your best checks, less 1 for each hint taken before you passed."
            .formatted(progress.experience(), new Advice(progress, chapters).maximum()));
    return Wrap.at(width, String.join("\n", lines));
  }

  private String line(Exercise exercise, boolean wide) {
    Progress.Entry entry = progress.of(exercise.id());
    Standing state = progress.state(exercise);
    String start = "  %s %s  ".formatted(state.mark, exercise.id());
    return wide
        ? start
            + "%-28s %2d of %2d points%s"
                .formatted(
                    exercise.about().title(),
                    entry.points(),
                    exercise.about().points(),
                    remark(exercise, entry))
        : start
            + "%-20.20s %2d/%d"
                .formatted(exercise.about().title(), entry.points(), exercise.about().points());
  }

  private String remark(Exercise exercise, Progress.Entry entry) {
    List<String> missing = progress.missing(exercise);
    if (!entry.passed() && !missing.isEmpty()) {
      return ", needs " + Texts.list(missing);
    }
    return entry.hints() == 0 ? "" : ", " + Texts.count(entry.hints(), "hint");
  }
}
