package unrolled.grade.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * How the platform has received a hand-in.
 *
 * @param time when, as in {@code 2026-10-01T10:00:00Z}; empty where the platform does not say
 * @param late whether that was after the due date
 * @param feedback the name that a file of feedback must have for the platform to give it to this
 *     student, {@code Jane Doe_815_assignsubmission_file_/feedback.html}; empty if it takes none
 */
public record Delivery(String time, boolean late, String feedback) {
  /** Of which nothing is known. */
  public static final Delivery UNKNOWN = new Delivery("", false, "");

  /** The same, received at this time if it is known. */
  public Delivery at(Optional<Instant> known, Optional<DueDate> due) {
    return known
        .map(
            instant ->
                new Delivery(
                    instant.toString(),
                    late || due.map(date -> date.isBefore(instant)).orElse(false),
                    feedback))
        .orElse(this);
  }
}
