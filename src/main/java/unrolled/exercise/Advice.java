package unrolled.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a learner may do next.
 *
 * @param progress how far the learner is, with the check counted
 * @param chapters the whole course
 */
record Advice(Progress progress, List<Chapter> chapters) {
  /** Sentences for the end of a check. */
  List<String> after(Exercise exercise, CheckResult result) {
    var next = new ArrayList<String>();
    if (result.passed()) {
      afterPass(exercise, next);
      return next;
    }
    lock(exercise).ifPresent(next::add);
    if (result.rows().isEmpty()) {
      next.add("Fix this, then check again.");
    } else if (!result.isUntouched()) {
      next.add("Stuck? " + hint(exercise));
    }
    return next;
  }

  /** What must be passed first, if anything must; what has been passed is not locked again. */
  Optional<String> lock(Exercise exercise) {
    return progress.state(exercise) != Standing.LOCKED
        ? Optional.empty()
        : Optional.of(
            "%s builds on %s, not passed yet. Begin there, or go on if you know how."
                .formatted(exercise.id(), Texts.list(progress.missing(exercise))));
  }

  /** What the next hint is and costs. */
  String hint(Exercise exercise) {
    Progress.Entry entry = progress.of(exercise.id());
    String id = exercise.id();
    String where = "hint(\"%s\"), or in a shell ./unrolled hint %s.".formatted(id, id);
    return entry.hints() >= Hints.RUNGS
        ? "You have had all " + Hints.RUNGS + " hints. To see them again: " + where
        : "Hint %d of %d costs %s: %s"
            .formatted(entry.hints() + 1, Hints.RUNGS, Hints.price(entry), where);
  }

  private void afterPass(Exercise exercise, List<String> next) {
    next.add(
        Home.answersAreTheLearners()
            ? experience(exercise)
            : "Not noted in your progress, since this answer is not yours.");
    List<String> opened =
        all()
            .filter(e -> List.of(e.about().buildsOn()).contains(exercise.id()))
            .filter(e -> progress.state(e) == Standing.OPEN)
            .map(Advice::name)
            .toList();
    if (!opened.isEmpty()) {
      next.add("This opens " + Texts.list(opened) + ".");
    }
    next.add(
        progress
            .next(exercise)
            .map(
                e ->
                    "Next: %s, notebook %s%s. Write it in %s."
                        .formatted(
                            name(e),
                            e.about().notebook(),
                            e.about().optional() ? ", optional" : "",
                            Texts.relative(e.answer())))
            .orElseGet(() -> noneBehind(exercise)));
    next.add(map());
  }

  private String noneBehind(Exercise exercise) {
    List<String> before = progress.allOpen().stream().map(Exercise::id).toList();
    return before.isEmpty()
        ? "There is nothing left that is open and not passed."
        : "Nothing behind %s is open. Open before it, and not passed yet: %s."
            .formatted(exercise.id(), Texts.list(before));
  }

  private String experience(Exercise exercise) {
    Progress.Entry entry = progress.of(exercise.id());
    String cost =
        entry.paid() == 0
            ? ""
            : ", less " + entry.paid() + " for " + Texts.count(entry.paid(), "hint");
    return "Experience: %d (%s%s). You have %d of %d."
        .formatted(
            entry.experience(),
            Texts.count(entry.points(), "point"),
            cost,
            progress.experience(),
            maximum());
  }

  /** A mark for each exercise, notebook by notebook. */
  String map() {
    long passed = all().filter(e -> progress.state(e) == Standing.PASSED).count();
    String marks =
        chapters.stream()
            .filter(chapter -> !chapter.exercises().isEmpty())
            .map(
                chapter ->
                    chapter.exercises().stream()
                        .map(e -> progress.state(e).mark)
                        .collect(Collectors.joining()))
            .collect(Collectors.joining(" "));
    return "Map: %s  %d of %d passed".formatted(marks, passed, all().count());
  }

  int maximum() {
    return all().mapToInt(e -> e.about().points()).sum();
  }

  private Stream<Exercise> all() {
    return chapters.stream().flatMap(chapter -> chapter.exercises().stream());
  }

  private static String name(Exercise exercise) {
    return exercise.id() + " (" + exercise.about().title() + ")";
  }
}
