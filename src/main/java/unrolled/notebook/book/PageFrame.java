package unrolled.notebook.book;

import unrolled.notebook.Html;

/** The frame that all pages share. */
final class PageFrame {
  // Nothing may be fetched from anywhere: what is on the page is all there is.
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  private PageFrame() {}

  /** The way to the pages that are not chapters. */
  static String nav() {
    return "<nav><a href=\"index.html\">Contents</a> <a href=\"glossary.html\">Glossary</a>"
        + " <a href=\"read.html\">What you may have read</a> <a href=\"skills.html\">Exercises</a>"
        + " <a href=\"pictures.html\">Pictures</a></nav>\n";
  }

  /** A page that is not a chapter. */
  static String page(String title, String body) {
    return around(
        "Unrolled: " + title,
        "%s<main>\n<h1>%s</h1>\n%s</main>\n".formatted(nav(), Html.escape(title), body));
  }

  static String around(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(POLICY, Html.escape(title), Style.CSS, body);
  }
}
