package unrolled.data;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Numbers in words, in any language that ICU can count in: material for a translator whose every
 * answer can be checked.
 *
 * <pre>{@code
 * 1971   en  one thousand nine hundred seventy-one
 *        fr  mille neuf cent soixante-et-onze
 *        de  tausendneunhunderteinundsiebzig
 * }</pre>
 *
 * <p>Baseline of a translation of one of n numbers: every number equally likely, ln n nats.
 */
public final class NumberWords {
  private static final String SOFT_HYPHEN = "\u00AD"; // ICU marks where a long word may break

  private NumberWords() {}

  /** {@code number} in the words of {@code language}. */
  public static String words(int number, Locale language) {
    return words(number, format(language));
  }

  /** The numbers {@code from} to {@code to}, both included, in two languages. */
  public static List<Pair> pairs(int from, int to, Locale source, Locale target) {
    if (from > to) {
      throw new IllegalArgumentException("NumberWords: from %d to %d".formatted(from, to));
    }
    RuleBasedNumberFormat read = format(source);
    RuleBasedNumberFormat written = format(target);
    List<Pair> pairs = new ArrayList<>();
    IntStream.rangeClosed(from, to)
        .forEach(number -> pairs.add(new Pair(words(number, read), words(number, written))));
    return List.copyOf(pairs);
  }

  private static RuleBasedNumberFormat format(Locale language) {
    return new RuleBasedNumberFormat(language, RuleBasedNumberFormat.SPELLOUT);
  }

  private static String words(int number, RuleBasedNumberFormat format) {
    return format.format((long) number).replace(SOFT_HYPHEN, "");
  }
}
