package unrolled.data;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names that every JDK knows: of countries, of languages and of currencies, in dozens of languages.
 *
 * <p>They come from the locale data of the JDK that is running, so they differ a little from one to
 * the next. A name that it only has as a code is left out.
 */
public final class LocaleNames {
  private LocaleNames() {}

  /** What countries are called in {@code language}; distinct, sorted. JDK 17 has about 250. */
  public static List<String> countries(Locale language) {
    return names(
        Arrays.stream(Locale.getISOCountries())
            .map(code -> new Locale.Builder().setRegion(code).build())
            .map(country -> country.getDisplayCountry(language)));
  }

  /** What languages are called in {@code language}; distinct, sorted. JDK 17 has about 180. */
  public static List<String> languages(Locale language) {
    return names(
        Arrays.stream(Locale.getISOLanguages())
            .map(Locale::forLanguageTag)
            .map(other -> other.getDisplayLanguage(language)));
  }

  /** What currencies are called in {@code language}; distinct, sorted. JDK 17 has about 230. */
  public static List<String> currencies(Locale language) {
    return names(
        Currency.getAvailableCurrencies().stream()
            .map(currency -> currency.getDisplayName(language))
            .filter(name -> !name.matches("[A-Z]{3}")));
  }

  private static List<String> names(Stream<String> names) {
    return names
        .filter(name -> name.codePointCount(0, name.length()) > 2)
        .filter(name -> !name.matches("[a-z]{3}|"))
        .distinct()
        .sorted()
        .toList();
  }
}
