package unrolled.notebook;

import java.util.Map;
import unrolled.exercise.Hints;
import unrolled.exercise.NoSuchExercise;
import unrolled.exercise.Wrap;
import unrolled.notebook.book.PlainText;

/**
 * A hint, which a notebook typesets and a terminal shows as plain text.
 *
 * @param markdown its text
 */
public record HintView(String markdown) implements Rich {
  /** The next hint for an exercise, see {@link Hints#next}; or that there is no such exercise. */
  public static HintView of(String exercise) {
    try {
      return new HintView(Hints.next(exercise));
    } catch (NoSuchExercise e) {
      return new HintView(e.getMessage());
    }
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/markdown", markdown);
  }

  @Override
  public String toString() {
    return PlainText.of(markdown, Wrap.WIDTH);
  }
}
