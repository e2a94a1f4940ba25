package unrolled.cli;

import java.util.Locale;

/** A failure that can be expected: the message is for the person at the terminal. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int FAILED = 1;
  static final int WRONG_USE = 2;
  static final int MISSING = 3;

  final int code;

  private Problem(int code, String message) {
    super(message);
    this.code = code;
  }

  static Problem failed(String message) {
    return new Problem(FAILED, message);
  }

  static Problem wrongUse(String message) {
    return new Problem(WRONG_USE, message);
  }

  static Problem missing(String message) {
    return new Problem(MISSING, message);
  }

  /** The text as it stands at the beginning of a line. */
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
