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
   * The next rung, as Markdown. It is noted as spent and costs a point of experience; after the
   * last rung, all of them come again and cost nothing.
   *
   * @param id the exercise
   * @throws IllegalArgumentException if there is no such exercise
   */
  public static String next(String id) {
    Exercise exercise = Exercise.of(id);
    List<String> rungs = of(exercise);
    Progress progress = Progress.open();
    int spent = progress.of(exercise.id()).hints();
    if (spent >= rungs.size()) {
      return String.join("\n\n", rungs);
    }
    progress.spendHint(exercise.id());
    return rungs.get(spent);
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
