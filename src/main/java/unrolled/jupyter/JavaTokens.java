package unrolled.jupyter;

import java.util.OptionalInt;

/** Tells strings and comments of Java code from the rest. */
final class JavaTokens {
  private static final String BLOCK = "\"\"\"";

  private JavaTokens() {}

  /** Where the string begins in which the code ends; empty if it does not end in one. */
  static OptionalInt openString(String code) {
    int at = 0;
    int last = -1;
    while (at < code.length()) {
      last = at;
      at = end(code, at);
    }
    return last >= 0 && code.charAt(last) == '"' && isOpen(code.substring(last))
        ? OptionalInt.of(last)
        : OptionalInt.empty();
  }

  /** Where a comment begins that is not closed; empty if there is none. */
  static OptionalInt openComment(String code) {
    int at = 0;
    while (at < code.length()) {
      int end = end(code, at);
      if (code.startsWith("/*", at) && code.indexOf("*/", at + 2) < 0) {
        return OptionalInt.of(at);
      }
      at = end;
    }
    return OptionalInt.empty();
  }

  private static boolean isOpen(String string) {
    if (string.startsWith(BLOCK)) {
      return end(string + BLOCK, 0) > string.length();
    }
    return string.indexOf('\n') < 0 && end(string + '"', 0) > string.length();
  }

  /** Where the token at a place ends: a comment, a string, a character, or one letter. */
  static int end(String source, int at) {
    if (source.startsWith("//", at)) {
      return after(source, "\n", at);
    }
    if (source.startsWith("/*", at)) {
      return after(source, "*/", at + 2);
    }
    if (source.startsWith(BLOCK, at)) {
      return quoted(source, BLOCK, at + 3);
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
