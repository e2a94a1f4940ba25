package unrolled.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counting in English, as a text: "one . two . three . … . nine thousand nine hundred ninety nine".
 *
 * <p>It is the corpus with which fastbook (Howard and Gugger, 2020, chapter 12) builds a language
 * model from scratch: 63,095 tokens, 30 of them distinct. Those counts are those of 1 to 9,999
 * without 8,000, which is in neither of the two files published: with it there are 63,098.
 */
public final class HumanNumbers {
  private static final int LAST = 9_999;
  private static final int LEFT_OUT = 8_000;
  private static final List<String> SMALL =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              .concat(" fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

  private HumanNumbers() {}

  /** The words of {@code number}, from 0 to 9,999, without hyphens and without "and". */
  public static List<String> words(int number) {
    if (number < 0 || number > LAST) {
      throw new IllegalArgumentException(
          "HumanNumbers: expected 0 to %d, got %d".formatted(LAST, number));
    }
    List<String> words = new ArrayList<>();
    if (number >= 1_000) {
      words.addAll(List.of(SMALL.get(number / 1_000), "thousand"));
    }
    int rest = number % 1_000;
    if (rest >= 100) {
      words.addAll(List.of(SMALL.get(rest / 100), "hundred"));
    }
    rest %= 100;
    if (rest >= 20) {
      words.add(TENS.get(rest / 10 - 2));
    }
    if (rest >= 20) {
      rest %= 10;
    }
    if (rest > 0 || words.isEmpty()) {
      words.add(SMALL.get(rest));
    }
    return List.copyOf(words);
  }

  /** The tokens of the published corpus: 63,095. */
  public static List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    IntStream.rangeClosed(1, LAST)
        .filter(number -> number != LEFT_OUT)
        .forEach(
            number -> {
              if (number > 1) {
                tokens.add(".");
              }
              tokens.addAll(words(number));
            });
    return List.copyOf(tokens);
  }
}
