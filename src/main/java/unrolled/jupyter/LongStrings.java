package unrolled.jupyter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds string constants that are too long for a class file before the compiler sees them.
 *
 * <p>The compiler refuses such a constant; but JShell uses it again and again, and once it has seen
 * one it refuses every later statement too.
 */
public final class LongStrings {
  private static final int MOST_BYTES = 65_535;
  private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u+([0-9a-fA-F]{4})");
  private static final String BLOCK = "\"\"\"";

  private LongStrings() {}

  /**
   * Refuses Java that JShell would not survive.
   *
   * @param linesAbove lines of the cell or file that stand above {@code source}
   * @throws CellException if it has such a constant; it says in which line
   */
  public static void refuse(String source, int linesAbove) throws CellException {
    if (source.length() <= MOST_BYTES / 3) {
      return;
    }
    long bytes = 0; // of the literals in one sum, of which the compiler makes one constant
    Deque<Boolean> calls = new ArrayDeque<>(); // of each open bracket, whether it is one of a call
    int last = 0; // where the token before begins
    int at = 0;
    while (at < source.length()) {
      int end = JavaTokens.end(source, at);
      char c = source.charAt(at);
      if (c == '"') {
        bytes += bytes(source.substring(at, end));
        refuse(bytes, source.substring(0, at), linesAbove);
      } else if (c == '(') {
        calls.push(Character.isJavaIdentifierPart(source.charAt(last)));
        bytes = calls.peek() ? 0 : bytes;
      } else if (c == ')') {
        bytes = calls.isEmpty() || calls.pop() ? 0 : bytes;
      } else if (endsSum(c) && end == at + 1) {
        bytes = 0;
      }
      last = Character.isWhitespace(c) ? last : at;
      at = end;
    }
  }

  private static boolean endsSum(char c) {
    return c != '+' && c != '.' && !Character.isWhitespace(c) && !Character.isJavaIdentifierPart(c);
  }

  /** As many as a class file needs for it. */
  private static long bytes(String literal) {
    boolean isBlock = literal.startsWith(BLOCK);
    String text = inner(literal, isBlock ? BLOCK.length() : 1);
    text = UNICODE.matcher(text).replaceAll(code -> letter(code.group(1)));
    try {
      text = (isBlock ? text.stripIndent() : text).translateEscapes();
    } catch (IllegalArgumentException e) {
      // The compiler will say which escape is wrong.
    }
    return text.chars().mapToLong(c -> c == 0 ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
  }

  private static String letter(String hex) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex, 16)));
  }

  private static String inner(String literal, int quotes) {
    return literal.substring(quotes, Math.max(quotes, literal.length() - quotes));
  }

  private static void refuse(long bytes, String above, int linesAbove) throws CellException {
    if (bytes > MOST_BYTES) {
      long line = linesAbove + above.chars().filter(c -> c == '\n').count() + 1;
      throw new CellException(
          "Compile error",
          "line %d: this string constant has %,d bytes; a Java class holds at most %,d in one. Read it from a file, or join shorter ones in a StringBuilder."
              .formatted(line, bytes, MOST_BYTES));
    }
  }
}
