package unrolled.notebook;

import java.util.Map;
import unrolled.exercise.Hints;

/**
 * A hint, which a notebook typesets and a terminal shows as it was written.
 *
 * @param markdown its text
 */
public record HintView(String markdown) implements Rich {
  /** The next hint for an exercise, see {@link Hints#next}. */
  public static HintView of(String exercise) {
    return new HintView(Hints.next(exercise));
  }

  @Override
  public Map<String, String> mime() {
    return Map.of("text/markdown", markdown);
  }

  @Override
  public String toString() {
    return markdown;
  }
}
