package unrolled.grade.intake;

import java.util.List;
import java.util.Map;

/**
 * What a hand-in holds.
 *
 * @param answers by the id of the exercise; only those that were handed in
 * @param notes what to say about the rest: a line each
 * @param delivery how the platform received it, by all that is known
 */
public record Contents(Map<String, Answer> answers, List<String> notes, Delivery delivery) {
  /** Copies them. */
  public Contents {
    answers = Map.copyOf(answers);
    notes = List.copyOf(notes);
  }
}
