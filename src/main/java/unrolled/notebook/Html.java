package unrolled.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text on its way into a page, and back. */
public final class Html {
  private static final Pattern PATH = Pattern.compile("[\\w.$*&;-]+/[\\w.$*&;/-]+");

  private Html() {}

  /** The text as HTML shows it; also good inside an attribute's double quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The text, whose lines may end inside a path, behind a slash or a low line. */
  public static String breakingPaths(String text) {
    return PATH.matcher(escape(text))
        .replaceAll(path -> Matcher.quoteReplacement(path.group().replaceAll("[/_]", "$0<wbr/>")));
  }

  /** The anchor that Jupyter, and the book, give to a heading. */
  public static String anchor(String heading) {
    return escape(heading.replace(' ', '-'));
  }
}
