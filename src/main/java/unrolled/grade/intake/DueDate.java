package unrolled.grade.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * When work was due.
 *
 * @param time the last moment at which it is in time
 */
public record DueDate(Instant time) {
  /**
   * Reads what a teacher writes: {@code 2026-10-01}, which is the whole day, or {@code
   * 2026-10-01T18:00}, with an offset or in the time zone of this machine.
   *
   * @throws IllegalArgumentException if it is neither; the message is for the user
   */
  public static DueDate of(String text) {
    ZoneId here = ZoneId.systemDefault();
    try {
      if (text.length() == "2026-10-01".length()) {
        return new DueDate(LocalDate.parse(text).atTime(LocalTime.MAX).atZone(here).toInstant());
      }
      TemporalAccessor read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.strip().replaceFirst("^(\\S{10}) ", "$1T"),
              ZonedDateTime::from,
              LocalDateTime::from);
      return new DueDate(
          read instanceof LocalDateTime local
              ? local.atZone(here).toInstant()
              : Instant.from(read));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--due takes a day such as 2026-10-01, or a time such as 2026-10-01T18:00 or"
              + " 2026-10-01T18:00+02:00, not “"
              + text
              + "”");
    }
  }

  public boolean isBefore(Instant other) {
    return time.isBefore(other);
  }

  /** How much later this was, in words. */
  public String late(Instant other) {
    Duration by = Duration.between(time, other);
    if (by.toDays() > 0) {
      return "%d d %d h".formatted(by.toDays(), by.toHoursPart());
    }
    return by.toHours() > 0
        ? "%d h %d min".formatted(by.toHours(), by.toMinutesPart())
        : by.toMinutes() > 0
            ? "%d min".formatted(by.toMinutes())
            : "%d s".formatted(Math.max(1, by.toSeconds()));
  }
}
