package unrolled.exercise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Breaks text between words. */
public final class Wrap {
  /** How wide a line is if the width of the screen is unknown. */
  public static final int WIDTH = 80;

  /** Blanks, and what stands before the text of a list or of a test. */
  private static final Pattern MARGIN = Pattern.compile(" *((\\d+\\.|[-•]|ok|FAIL) +)?");

  private Wrap() {}

  /**
   * The text in lines of at most this width. A word that is longer keeps a line of its own, and
   * what goes on is indented to where the text of its line began.
   */
  public static String at(int width, String text) {
    return text.lines()
        .map(line -> line(width, line.stripTrailing()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(int width, String line) {
    if (line.length() <= width) {
      return line;
    }
    Matcher margin = MARGIN.matcher(line);
    int indent = margin.lookingAt() ? margin.end() : 0;
    var lines = new StringBuilder();
    var now = new StringBuilder(line.substring(0, indent));
    for (String word : line.substring(indent).split(" ")) {
      boolean first = now.length() == indent;
      if (!first && now.length() + 1 + word.length() > width) {
        lines.append(now.toString().stripTrailing()).append('\n');
        now = new StringBuilder(" ".repeat(indent));
        first = true;
      }
      now.append(first ? "" : " ").append(word);
    }
    return lines.append(now).toString();
  }
}
