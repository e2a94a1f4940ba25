package unrolled.grade.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times that platforms write: {@code 2026-10-01 10:00:00.123 UTC}, with a zone or in UTC. */
final class Times {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)\\s*([\\w+:/-]*)\\s*");

  private Times() {}

  /** The time; empty if it is written in another way. */
  static Optional<Instant> read(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.parse(found.group(1) + "T" + found.group(2));
      String zone = found.group(3);
      return Optional.of(
          local.atZone(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
