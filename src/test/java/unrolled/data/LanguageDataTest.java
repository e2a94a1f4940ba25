package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers, dates and names in words. */
class LanguageDataTest {
  @Test
  void the_published_corpus_has_63095_tokens_and_30_words() {
    List<String> tokens = HumanNumbers.tokens();
    assertEquals(63_095, tokens.size());
    assertEquals(30, Vocabulary.of(tokens).size());
    assertEquals("one . two . three . four .", String.join(" ", tokens.subList(0, 8)));
    assertEquals("ninety nine", String.join(" ", tokens.subList(63_093, 63_095)));
  }

  @Test
  void numbers_are_spelt_as_people_do() {
    assertEquals(List.of("zero"), HumanNumbers.words(0));
    assertEquals("seven thousand thirteen", String.join(" ", HumanNumbers.words(7_013)));
    assertEquals("one hundred twenty", String.join(" ", HumanNumbers.words(120)));
    assertThrows(IllegalArgumentException.class, () -> HumanNumbers.words(10_000));
    Set<List<String>> distinct = new HashSet<>();
    for (int n = 0; n < 10_000; n++) {
      distinct.add(HumanNumbers.words(n));
    }
    assertEquals(10_000, distinct.size());
  }

  @Test
  void icu_spells_english_as_we_do() {
    for (int n = 0; n < 10_000; n += 7) {
      assertEquals(
          String.join(" ", HumanNumbers.words(n)),
          NumberWords.words(n, Locale.ENGLISH).replace('-', ' '));
    }
  }

  @Test
  void numbers_in_other_languages() {
    assertEquals("einundzwanzig", NumberWords.words(21, Locale.GERMAN));
    assertEquals("quatre-vingt-dix-neuf", NumberWords.words(99, Locale.FRENCH));
    List<Pair> pairs = NumberWords.pairs(1, 999, Locale.ENGLISH, Locale.GERMAN);
    assertEquals(999, pairs.size());
    assertEquals(new Pair("seven hundred", "siebenhundert"), pairs.get(699));
    assertEquals(999, pairs.stream().map(Pair::target).distinct().count());
    assertThrows(
        IllegalArgumentException.class,
        () -> NumberWords.pairs(2, 1, Locale.ENGLISH, Locale.GERMAN));
  }

  @Test
  void every_date_can_be_read_back_from_how_it_is_written() {
    List<Pair> pairs = Dates.draw(2_000, new Random(1));
    assertEquals(pairs, Dates.draw(2_000, new Random(1)));
    assertNotEquals(pairs, Dates.draw(2_000, new Random(2)));
    assertTrue(pairs.stream().map(Pair::target).allMatch(s -> s.matches("\\d{4}-\\d\\d-\\d\\d")));
    for (Pair pair : pairs) {
      assertTrue(reads(pair), pair::toString);
    }
  }

  private static boolean reads(Pair pair) {
    for (Locale locale : Dates.locales()) {
      for (FormatStyle style : List.of(FormatStyle.FULL, FormatStyle.LONG)) {
        try {
          LocalDate read = LocalDate.parse(pair.source(), Dates.formatter(locale, style));
          return read.toString().equals(pair.target());
        } catch (DateTimeParseException e) {
          continue; // written in another locale or style
        }
      }
    }
    return false;
  }

  @Test
  void days_are_drawn_from_a_hundred_years() {
    List<String> days =
        Dates.draw(5_000, new Random(4)).stream().map(Pair::target).sorted().toList();
    assertTrue(days.get(0).startsWith("195") && days.get(4_999).startsWith("204"));
    assertEquals(
        LocalDate.of(2049, 12, 31), LocalDate.of(1950, 1, 1).plusDays(36_525 - 1), "36,525 days");
    assertEquals(Math.log(36_525), Dates.baseline(), 1e-12);
  }

  @Test
  void countries_and_languages_have_names_in_each_language() {
    assertTrue(LocaleNames.countries(Locale.ENGLISH).containsAll(List.of("France", "Japan")));
    assertTrue(LocaleNames.countries(Locale.GERMAN).containsAll(List.of("Frankreich", "Japan")));
    assertTrue(LocaleNames.languages(Locale.FRENCH).contains("japonais"));
    assertTrue(LocaleNames.countries(Locale.ENGLISH).size() > 200);
    assertTrue(LocaleNames.languages(Locale.ENGLISH).size() > 150);
  }

  @Test
  void names_of_six_languages_are_plain_and_belong_to_one_language_each() {
    List<NamesByLanguage.Name> names = NamesByLanguage.all();
    assertTrue(names.size() > 2_200 && names.size() < 3_200, () -> names.size() + " names");
    assertEquals(names.size(), names.stream().map(NamesByLanguage.Name::name).distinct().count());
    assertTrue(names.stream().allMatch(n -> n.name().matches("[a-z' -]{4,}")));
    for (int language = 0; language < NamesByLanguage.languages().size(); language++) {
      int wanted = language;
      long count = names.stream().filter(n -> n.language() == wanted).count();
      assertTrue(count > 250 && count < 650, NamesByLanguage.languages().get(language) + count);
    }
    int finnish = NamesByLanguage.languages().indexOf("fi");
    assertTrue(names.contains(new NamesByLanguage.Name("norjan kruunu", finnish)));
    assertTrue(names.stream().noneMatch(n -> n.name().equals("france")), "English and French");
    assertTrue(LocaleNames.currencies(Locale.GERMAN).contains("Schweizer Franken"));
    assertTrue(LocaleNames.currencies(Locale.GERMAN).stream().noneMatch(n -> n.equals("CHF")));
  }

  @Test
  void words_begin_at_capitals_and_a_run_of_capitals_is_one_word() {
    WordStarts.Name name = WordStarts.of("AWTEvent2D_x");
    assertEquals("awtevent2d_x", name.name());
    assertArrayEquals(new int[] {0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0}, name.starts());
    assertArrayEquals(new int[] {0, 22, 19, 4, 21, 4, 13, 19, 26, 3, 27, 23}, name.letters());
    assertEquals(28, WordStarts.letters());
    assertTrue(
        WordStarts.ofTheJdk().stream()
            .allMatch(n -> n.starts()[0] == 0 && n.starts().length == n.letters().length));
  }
}
