package unrolled.data;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Dates as people write them, and as ISO 8601 does: a translation whose right answer is known.
 *
 * <pre>{@code
 * Sonntag, 20. Juli 1969       1969-07-20
 * 20 juillet 1969              1969-07-20
 * }</pre>
 *
 * <p>The day is uniform on the 36,525 days from 1950 to 2049; locale and style are drawn too. The
 * spelling is that of java.time, so it differs a little from JDK to JDK. Baseline: every day
 * equally likely, ln 36,525 = 10.506 nats per date; chance is right in 1/36,525.
 */
public final class Dates {
  private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
  private static final int DAYS = 36_525;
  private static final List<Locale> LOCALES =
      List.of("en-US", "en-GB", "de", "fr", "es", "it", "pt-PT", "nl", "sv", "pl", "fi").stream()
          .map(Locale::forLanguageTag)
          .toList();
  private static final List<FormatStyle> STYLES = List.of(FormatStyle.FULL, FormatStyle.LONG);

  private Dates() {}

  /** The locales that are drawn from; each spells the month as a word. */
  public static List<Locale> locales() {
    return LOCALES;
  }

  /** {@code count} dates in any of {@link #locales}, each with its ISO form. */
  public static List<Pair> draw(int count, RandomGenerator rng) {
    Draws.atLeast("Dates", "the number of dates", count, 0);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Locale locale = LOCALES.get(rng.nextInt(LOCALES.size()));
      FormatStyle style = STYLES.get(rng.nextInt(STYLES.size()));
      LocalDate date = FIRST.plusDays(rng.nextInt(DAYS));
      pairs.add(new Pair(formatter(locale, style).format(date), date.toString()));
    }
    return List.copyOf(pairs);
  }

  /** How {@code locale} writes a date. */
  public static DateTimeFormatter formatter(Locale locale, FormatStyle style) {
    return DateTimeFormatter.ofLocalizedDate(style)
        .withLocale(locale)
        .withChronology(IsoChronology.INSTANCE);
  }

  /** ln 36,525, of an even guess. */
  public static double baseline() {
    return Math.log(DAYS);
  }
}
