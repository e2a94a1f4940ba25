package unrolled.grade.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a hand-in holds.
 *
 * @param answers by the id of the exercise; only those that were handed in
 * @param notes what to say about the rest: a line each
 * @param time when it was handed in, by a file in it that nbgrader writes
 */
public record Contents(Map<String, Answer> answers, List<String> notes, Optional<Instant> time) {
  /** Copies them. */
  public Contents {
    answers = Map.copyOf(answers);
    notes = List.copyOf(notes);
  }
}
