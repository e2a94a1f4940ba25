package unrolled.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which language is this name? Names of countries, languages and currencies in six languages, of
 * very different lengths.
 *
 * <pre>{@code
 * marokko          →  de          norjan kruunu    →  fi
 * yen giapponese   →  it          pologne          →  fr
 * }</pre>
 *
 * <p>They come from the JDK that is running, see {@link LocaleNames}: about 2,600, of 4 to 48
 * letters, 360 to 500 of each language. They are in lower case and without accents, since those
 * would give the language away; a name that two of the languages share is left out.
 */
public final class NamesByLanguage {
  private static final List<String> LANGUAGES = List.of("en", "de", "fr", "fi", "pl", "it");
  private static final int SHORTEST = 4; // letters

  private NamesByLanguage() {}

  /**
   * A name.
   *
   * @param language its number in {@link #languages}
   */
  public record Name(String name, int language) {}

  /** The languages, in the order of the classes. */
  public static List<String> languages() {
    return LANGUAGES;
  }

  /** The names in the order of the alphabet. */
  public static List<Name> all() {
    SortedMap<String, Set<Integer>> known = new TreeMap<>();
    for (int i = 0; i < LANGUAGES.size(); i++) {
      Locale language = Locale.forLanguageTag(LANGUAGES.get(i));
      List<String> names = new ArrayList<>(LocaleNames.countries(language));
      names.addAll(LocaleNames.languages(language));
      names.addAll(LocaleNames.currencies(language));
      for (String name : names) {
        known.computeIfAbsent(plain(name), key -> new TreeSet<>()).add(i);
      }
    }
    List<Name> all = new ArrayList<>();
    known.forEach(
        (name, languages) -> {
          if (languages.size() == 1 && name.length() >= SHORTEST) {
            all.add(new Name(name, languages.iterator().next()));
          }
        });
    return List.copyOf(all);
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace("ß", "ss").replace('ł', 'l');
    return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^a-z' -]", "");
  }
}
