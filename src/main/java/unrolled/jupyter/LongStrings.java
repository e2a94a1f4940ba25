package unrolled.jupyter;

/**
 * Finds string constants that are too long for a class file before the compiler sees them.
 *
 * <p>The compiler refuses such a constant; but JShell uses it again and again, and once it has seen
 * one it refuses every later statement too.
 */
public final class LongStrings {
  private static final int MOST_BYTES = 65_535;

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
    int at = 0;
    while (at < source.length()) {
      int end = JavaTokens.end(source, at);
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
}
