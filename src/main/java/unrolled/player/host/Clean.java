package unrolled.player.host;

/** Makes a stranger's text fit to be shown: no control characters, and not without end. */
public final class Clean {
  private static final int LONGEST_LINE = 500;

  private Clean() {}

  /** One line of at most 500 characters. */
  public static String line(String text) {
    return cut(printable(text).replace('\n', ' ').replace('\t', ' ').strip(), LONGEST_LINE);
  }

  /** Lines, of at most so many characters together. */
  public static String text(String text, int longest) {
    return cut(printable(text).stripTrailing(), longest);
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + " …";
  }

  /**
   * Leaves out what no page, table or XML file may hold, and the marks that turn the direction of
   * writing around.
   */
  public static String printable(String text) {
    var clean = new StringBuilder();
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : '\uFFFD'));
    return clean.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.SURROGATE,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
