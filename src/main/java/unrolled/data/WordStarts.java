package unrolled.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Where does a word begin? The class names of {@link ClassNames} without their capitals, and for
 * each letter whether a word begins there.
 *
 * <pre>{@code
 * a r r a y i n d e x o u t o f b o u n d s …
 * 0 0 0 0 0 1 0 0 0 0 1 0 0 1 0 1 0 0 0 0 0
 * }</pre>
 *
 * <p>The first letter is not counted, since there a word always begins. A run of capitals is one
 * word: "AWTEvent" is awt + event.
 */
public final class WordStarts {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0_";

  private WordStarts() {}

  /**
   * A name.
   *
   * @param name in lower case
   * @param letters its letters as numbers: a to z, any digit, anything else
   * @param starts 1 where a word begins, else 0
   */
  public record Name(String name, int[] letters, int[] starts) {
    /** The name cut where a word begins; none, if it is empty. */
    public List<String> words() {
      List<String> words = new ArrayList<>();
      int from = 0;
      for (int t = 1; t <= name.length(); t++) {
        if (t < name.length() && starts[t] == 0) {
          continue;
        }
        words.add(name.substring(from, t));
        from = t;
      }
      return List.copyOf(words);
    }
  }

  /** The number of different letters: 28. */
  public static int letters() {
    return LETTERS.length();
  }

  /** The class names of the JDK that is running, in the order of the alphabet. */
  public static List<Name> ofTheJdk() {
    return ClassNames.ofTheJdk().stream().map(WordStarts::of).toList();
  }

  /** A name in camel case, such as "ArrayList". */
  public static Name of(String camelCase) {
    return new Name(
        camelCase.toLowerCase(Locale.ROOT),
        camelCase.chars().map(WordStarts::letter).toArray(),
        IntStream.range(0, camelCase.length()).map(t -> startsAt(camelCase, t) ? 1 : 0).toArray());
  }

  private static int letter(int c) {
    int id = LETTERS.indexOf(Character.isDigit(c) ? '0' : Character.toLowerCase(c));
    return id < 0 ? LETTERS.indexOf('_') : id;
  }

  private static boolean startsAt(String name, int t) {
    if (t == 0 || !Character.isUpperCase(name.charAt(t))) {
      return false;
    }
    boolean endsRun = t + 1 < name.length() && Character.isLowerCase(name.charAt(t + 1));
    return !Character.isUpperCase(name.charAt(t - 1)) || endsRun;
  }
}
