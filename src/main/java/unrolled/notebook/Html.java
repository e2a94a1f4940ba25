package unrolled.notebook;

/** Text on its way into a page, and back. */
public final class Html {
  private Html() {}

  /** The text as HTML shows it; also good inside an attribute's double quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The anchor that Jupyter, and the book, give to a heading. */
  public static String anchor(String heading) {
    return escape(heading.replace(' ', '-'));
  }
}
