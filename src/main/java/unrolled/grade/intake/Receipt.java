package unrolled.grade.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * When the platform has received an answer.
 *
 * @param time as in {@code 2026-10-01T10:00:00Z}; empty where the platform does not say
 * @param late whether that was after the due date
 */
public record Receipt(String time, boolean late) {
  /** Of which nothing is known. */
  public static final Receipt UNKNOWN = new Receipt("", false);

  /**
   * What is known.
   *
   * @param marked whether the platform has marked it as late
   */
  static Receipt of(Optional<Instant> time, boolean marked, Optional<DueDate> due) {
    boolean late = time.isPresent() && due.isPresent() && due.get().isBefore(time.get());
    return new Receipt(time.map(Instant::toString).orElse(""), marked || late);
  }

  /** The time, if it is known. */
  public Optional<Instant> instant() {
    return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
  }

  /** Of what was received in two pieces: it is there when the last one is. */
  Receipt and(Receipt other) {
    boolean isLater = instant().orElse(Instant.MIN).isAfter(other.instant().orElse(Instant.MIN));
    return new Receipt(isLater ? time : other.time, late || other.late);
  }
}
