package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import unrolled.data.Dates;
import unrolled.data.NumberWords;
import unrolled.data.Pair;
import unrolled.layer.EncoderDecoder.Looking;

/** What notebook 14 says, on other seeds than its own. */
class TranslationClaimsTest {
  private static final List<String> ONES =
      List.of("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun");

  /** The results of the seeds 11 to 20. */
  private static <R> List<R> others(LongFunction<R> run) {
    return LongStream.rangeClosed(11, 20).parallel().mapToObj(run).toList();
  }

  private static TranslationExperiment.Result translated(
      List<Pair> pairs, Looking looking, int steps, long seed) {
    return TranslationExperiment.run(
        TranslationExperiment.Settings.of(pairs, looking, steps), seed);
  }

  private static List<Pair> dates() {
    return Dates.draw(6_000, new Random(3));
  }

  private static List<Pair> numbers() {
    return IntStream.rangeClosed(1, 9_999)
        .mapToObj(n -> new Pair(NumberWords.words(n, Locale.ENGLISH), "" + n))
        .toList();
  }

  private static List<Pair> copies() {
    Random rng = new Random(4);
    return Stream.generate(
            () ->
                rng.ints(2 + rng.nextInt(19), 'a', 'k')
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .limit(6_000)
        .map(text -> new Pair(text, text))
        .toList();
  }

  @Test
  void a_linear_bag_fails_at_not_and_no_bag_tells_twins_apart() {
    var linear = OpinionsExperiment.run(OpinionsExperiment.Settings.linearBag(), 11);
    var hidden = OpinionsExperiment.run(OpinionsExperiment.Settings.hiddenBag(), 11);
    var gru = OpinionsExperiment.run(OpinionsExperiment.Settings.of(Network.GRU), 11);
    assertTrue(linear.accuracy("not") < 0.4, () -> "not: " + linear.accuracy("not"));
    assertEquals(0.5, linear.accuracy("but"));
    assertEquals(0.5, hidden.accuracy("but"));
    assertTrue(gru.accuracy() > 0.98, () -> "GRU: " + gru.accuracy());
    assertEquals(Double.NaN, gru.accuracy("shout"));
    double good = linear.logOdds("the plot is not good") - linear.logOdds("the plot is good");
    double bad = linear.logOdds("the plot is not bad") - linear.logOdds("the plot is bad");
    assertEquals(good, bad, 1e-9);
  }

  @Test
  void a_result_that_repeats_to_the_bit_and_can_be_asked() {
    List<Pair> some = copies().subList(0, 300);
    var settings = TranslationExperiment.Settings.of(some, Looking.AT_EACH_STEP, 40).every(20);
    var one = TranslationExperiment.run(settings, 11);
    assertEquals(one.curve(), TranslationExperiment.run(settings, 11).curve());
    assertEquals(List.of(0, 20, 40), one.curve().points().stream().map(p -> p.step()).toList());
    assertEquals(30, one.test().size());
    assertEquals(one.exact(), one.exact(pair -> true));
    assertEquals(Double.NaN, one.exact(pair -> false));
    // a row that is translated alone gives what it gives in company
    long right =
        one.test().stream().filter(p -> one.translate(p.source()).equals(p.target())).count();
    assertEquals(one.exact(), right / 30.0);
    var look = one.look("abcab");
    assertEquals(one.translate("abcab"), look.written());
    assertEquals(look.written().length(), look.weights().rows());
    assertEquals(5, look.weights().cols());
    for (int t = 0; t < look.weights().rows(); t++) {
      int row = t;
      assertEquals(
          1, IntStream.range(0, 5).mapToDouble(s -> look.weights().get(row, s)).sum(), 1e-12);
      assertTrue(
          IntStream.range(0, 5)
              .allMatch(
                  s -> look.weights().get(row, look.peak(row)) >= look.weights().get(row, s)));
    }
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TranslationExperiment.Settings.of(some.subList(0, 9), Looking.NEVER, 1));
    assertEquals("TranslationExperiment: expected at least 10 pairs, got 9", e.getMessage());
  }

  @Test
  @Tag("slow")
  void opinions_over_ten_seeds() {
    var linear = others(s -> OpinionsExperiment.run(OpinionsExperiment.Settings.linearBag(), s));
    var hidden = others(s -> OpinionsExperiment.run(OpinionsExperiment.Settings.hiddenBag(), s));
    var gru = others(s -> OpinionsExperiment.run(OpinionsExperiment.Settings.of(Network.GRU), s));
    System.out.println(
        "opinions: linear, plain and not "
            + linear.stream().map(r -> r.accuracy("plain") + " " + r.accuracy("not")).toList()
            + ", hidden, not "
            + hidden.stream().map(r -> r.accuracy("not")).toList()
            + ", GRU "
            + gru.stream().map(r -> r.accuracy()).toList());
    assertTrue(linear.stream().allMatch(r -> r.accuracy("not") < 0.5));
    assertTrue(linear.stream().allMatch(r -> r.accuracy("plain") > 0.55));
    assertTrue(hidden.stream().allMatch(r -> r.accuracy("not") > 0.8));
    for (var r : Stream.concat(linear.stream(), hidden.stream()).toList()) {
      assertEquals(0.5, r.accuracy("but"));
    }
    assertTrue(gru.stream().allMatch(r -> r.accuracy() > 0.98));
  }

  @Test
  @Tag("slow")
  void dates_need_a_look_back_and_numbers_do_not_over_ten_seeds() {
    List<Pair> dates = dates();
    var with = others(seed -> translated(dates, Looking.AT_EACH_STEP, 500, seed));
    var without = others(seed -> translated(dates, Looking.NEVER, 500, seed).exact());
    List<Pair> numbers = numbers();
    var digits = others(seed -> translated(numbers, Looking.NEVER, 500, seed).exact());
    System.out.println(
        "dates with " + with.stream().map(r -> r.exact()).toList() + ", without " + without);
    System.out.println("numbers without " + digits);
    assertTrue(with.stream().allMatch(r -> r.exact() > 0.8));
    assertTrue(without.stream().allMatch(exact -> exact < 0.1));
    assertTrue(digits.stream().allMatch(exact -> exact > 0.85));
    double[] shares = with.stream().mapToDouble(r -> yearsThatLookAtTheYear(r)).toArray();
    System.out.println("years that look at the year: " + Arrays.toString(shares));
    assertTrue(Arrays.stream(shares).allMatch(share -> share > 0.6));
    assertTrue(Arrays.stream(shares).average().orElseThrow() > 0.8);
  }

  private static double yearsThatLookAtTheYear(TranslationExperiment.Result result) {
    int hits = 0;
    int asked = 0;
    for (Pair pair : result.test().subList(0, 100)) {
      var look = result.look(pair.source());
      if (!look.written().equals(pair.target())) {
        continue;
      }
      int year = pair.source().lastIndexOf(pair.target().substring(0, 4));
      for (int digit = 2; digit < 4; digit++) {
        asked++;
        if (look.peak(digit) >= year && look.peak(digit) < year + 4) {
          hits++;
        }
      }
    }
    return hits / (double) asked;
  }

  @Test
  @Tag("slow")
  void one_state_carries_few_letters_over_ten_seeds() {
    List<Pair> copies = copies();
    var with = others(seed -> longRows(translated(copies, Looking.AT_EACH_STEP, 400, seed)));
    var without = others(seed -> longRows(translated(copies, Looking.NEVER, 400, seed)));
    System.out.println("10 letters or more: with " + with + ", without " + without);
    assertTrue(without.stream().allMatch(exact -> exact < 0.1));
    assertTrue(with.stream().allMatch(exact -> exact > 0.4));
  }

  private static double longRows(TranslationExperiment.Result result) {
    return result.exact(pair -> pair.source().length() >= 10);
  }

  @Test
  @Tag("slow")
  void german_tens_look_further_left_than_the_ones_over_ten_seeds() {
    List<Pair> german = NumberWords.pairs(1, 9_999, Locale.ENGLISH, Locale.GERMAN);
    for (var result : others(seed -> translated(german, Looking.AT_EACH_STEP, 300, seed))) {
      int crossed = 0;
      int pairs = 0;
      for (Pair pair : result.test().subList(0, 200)) {
        int und = pair.target().lastIndexOf("und");
        if (!pair.source().contains("-")) {
          continue;
        }
        var look = result.look(pair.source());
        if (!look.written().equals(pair.target())) {
          continue;
        }
        pairs++;
        int one =
            ONES.stream()
                .filter(pair.target().substring(0, und)::endsWith)
                .mapToInt(word -> und - word.length())
                .min()
                .orElseThrow();
        if (look.peak(und + 3) < look.peak(one)) {
          crossed++;
        }
      }
      double share = crossed / (double) pairs;
      System.out.printf(
          "German, seed %d: exact %.3f, crossed %.3f%n", result.seed(), result.exact(), share);
      assertTrue(result.exact() > 0.15, () -> "exact: " + result.exact());
      assertTrue(share > 0.9, () -> "crossed: " + share);
    }
  }
}
