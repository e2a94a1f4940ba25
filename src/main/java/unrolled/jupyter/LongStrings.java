package unrolled.jupyter;

/**
 * Finds string constants that are too long for a class file before the compiler sees them.
 *
 * <p>The compiler refuses such a constant; but JShell uses it again and again, and once it has seen
 * one it refuses every later statement too.
 */
final class LongStrings {
  private static final int MOST_BYTES = 65_535;

  private LongStrings() {}

  static void refuse(String source, int linesAbove) throws CellException {
    if (source.length() <= MOST_BYTES / 3) {
      return;
    }
    int at = 0;
    while (at < source.length()) {
      int end = endOfToken(source, at);
      if (source.charAt(at) == '"') {
        refuseOne(source, at, end, linesAbove);
      }
      at = end;
    }
  }

  private static void refuseOne(String source, int from, int to, int linesAbove)
      throws CellException {
    long bytes =
        source.substring(from, to).chars().mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
    if (bytes - 6 > MOST_BYTES) {
      long line = linesAbove + source.substring(0, from).chars().filter(c -> c == '\n').count() + 1;
      throw new CellException(
          "Compile error",
          "line %d: this string constant has %,d bytes; a Java class holds at most %,d in one. Read it from a file, or join shorter ones in a StringBuilder."
              .formatted(line, bytes, MOST_BYTES));
    }
  }

  private static int endOfToken(String source, int at) {
    if (source.startsWith("//", at)) {
      return after(source, "\n", at);
    }
    if (source.startsWith("/*", at)) {
      return after(source, "*/", at + 2);
    }
    if (source.startsWith("\"\"\"", at)) {
      return quoted(source, "\"\"\"", at + 3);
    }
    char c = source.charAt(at);
    return c == '"' || c == '\'' ? quoted(source, String.valueOf(c), at + 1) : at + 1;
  }

  private static int after(String source, String mark, int from) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + mark.length();
  }

  private static int quoted(String source, String mark, int from) {
    int at = from;
    while (at < source.length() && !source.startsWith(mark, at)) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(source.length(), at + mark.length());
  }
}
