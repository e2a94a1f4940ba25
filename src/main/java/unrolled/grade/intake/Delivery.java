package unrolled.grade.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the platform has received a hand-in.
 *
 * @param time when the last answer in it came, as in {@code 2026-10-01T10:00:00Z}; empty where the
 *     platform does not say
 * @param late whether an answer came after the due date
 * @param feedback the name that a file of feedback must have for the platform to give it to this
 *     student, {@code Jane Doe_815_assignsubmission_file_/feedback.html}; empty if it takes none
 * @param exercises the same of each answer, by the id of its exercise
 */
public record Delivery(
    String time, boolean late, String feedback, SortedMap<String, Receipt> exercises) {
  /** Of which nothing is known. */
  public static final Delivery UNKNOWN = new Delivery("", false, "");

  /** Copies the map, which rolls of earlier versions do not have. */
  public Delivery {
    exercises = exercises == null ? new TreeMap<>() : new TreeMap<>(exercises);
  }

  /** Of whose answers no more is known than of the whole. */
  public Delivery(String time, boolean late, String feedback) {
    this(time, late, feedback, new TreeMap<>());
  }

  /** When the answer to an exercise was received. */
  public Receipt of(String exercise) {
    return exercises.isEmpty()
        ? new Receipt(time, late)
        : exercises.getOrDefault(exercise, Receipt.UNKNOWN);
  }

  /** Whether an answer may be late without anybody knowing. */
  public boolean isTimeUnknown() {
    return exercises.isEmpty()
        ? time.isEmpty() && !late
        : exercises.values().stream().anyMatch(Receipt.UNKNOWN::equals);
  }

  /** The same, received at this time if it is known. */
  Delivery at(Optional<Instant> known, Optional<DueDate> due) {
    return known
        .map(instant -> Receipt.of(known, late, due))
        .map(receipt -> new Delivery(receipt.time(), receipt.late(), feedback))
        .orElse(this);
  }

  /** The same, with what is known of the answers: they alone are early or late. */
  Delivery with(Map<String, Receipt> answers) {
    return answers.values().stream()
        .reduce(Receipt::and)
        .map(all -> new Delivery(all.time(), all.late(), feedback, new TreeMap<>(answers)))
        .orElse(this);
  }

  /** Whether it is known from the platform itself, and not from a file in the hand-in. */
  boolean isOfPlatform() {
    return !time.isEmpty() || !feedback.isEmpty();
  }
}
