package unrolled.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The three rungs of help for an exercise: a question, the formula, nearly code. */
public final class Hints {
  /** How many rungs there are. */
  public static final int RUNGS = 3;

  private Hints() {}

  /**
   * The next rung, as Markdown. It is noted as spent and costs a point of experience if the
   * exercise has not been passed; after the last rung, all of them come again and cost nothing.
   *
   * @param id the exercise
   * @throws NoSuchExercise if there is no such exercise
   */
  public static String next(String id) {
    Exercise exercise = Exercise.of(id);
    List<String> rungs = of(exercise);
    Progress progress = Progress.open();
    Progress.Entry entry = progress.of(exercise.id());
    String title = "# %s %s: ".formatted(exercise.id(), exercise.about().title());
    if (entry.hints() >= rungs.size()) {
      return title
          + "no more hints\n\nYou have had all %d. Here they are again; that costs nothing.\n\n"
              .formatted(rungs.size())
          + String.join("\n\n", rungs);
    }
    String price = price(entry);
    progress.spendHint(exercise.id());
    return title
        + "hint %d of %d\n\n".formatted(entry.hints() + 1, rungs.size())
        + new Advice(progress, Chapter.all()).lock(exercise).map(s -> s + "\n\n").orElse("")
        + rungs.get(entry.hints())
        + "\n\n"
        + "This hint cost "
        + price
        + ". "
        + afterwards(exercise, progress);
  }

  /** What the next hint is, and what it will cost. */
  public static String offer(String id) {
    Exercise exercise = Exercise.of(id);
    return new Advice(Progress.open(), Chapter.all()).hint(exercise);
  }

  /** How many points of experience the next hint will cost. */
  public static int cost(String id) {
    Progress.Entry entry = Progress.open().of(Exercise.of(id).id());
    return entry.passed() || entry.hints() >= RUNGS ? 0 : 1;
  }

  /** What a hint costs now. */
  static String price(Progress.Entry entry) {
    return entry.passed() ? "nothing, since you passed before" : "1 point of experience";
  }

  private static String afterwards(Exercise exercise, Progress progress) {
    Progress.Entry entry = progress.of(exercise.id());
    return entry.hints() >= RUNGS
        ? "It was the last."
        : "Hint %d of %d will cost %s.".formatted(entry.hints() + 1, RUNGS, price(entry));
  }

  /** The rungs, each with its heading. */
  static List<String> of(Exercise exercise) {
    Path file = exercise.path().resolve("hints.md");
    try {
      return Arrays.stream(Files.readString(file).split("(?m)^(?=## )"))
          .filter(part -> part.startsWith("## "))
          .map(String::strip)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
