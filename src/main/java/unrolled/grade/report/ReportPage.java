package unrolled.grade.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The frame of every page.
 *
 * <p>A page is one file: style and script stand in it, and its policy lets the browser use these
 * two, by their hashes, and nothing else: no address is fetched, no script that a student's text
 * could bring is run.
 */
final class ReportPage {
  private static final String STYLE = read("report.css");
  private static final String SORTING = read("gradebook.js");

  private ReportPage() {}

  /** A page without a script. */
  static String of(String title, Consumer<Markup> body) {
    return page(title, "", body);
  }

  /** A page with a table that can be sorted and filtered. */
  static String sortable(String title, Consumer<Markup> body) {
    return page(title, SORTING, body);
  }

  private static String page(String title, String script, Consumer<Markup> body) {
    var html = new Markup();
    html.ours("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    html.open("head").line();
    html.single("meta", "charset", "utf-8").line();
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .line();
    html.single("meta", "name", "color-scheme", "content", "light dark").line();
    html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy(script)).line();
    html.element("title", title).line();
    html.open("style").ours(STYLE).close().line();
    html.close().line().open("body").line();
    body.accept(html);
    if (!script.isEmpty()) {
      html.open("script").ours(script).close().line();
    }
    return html.close().line().close().line().toString();
  }

  private static String policy(String script) {
    String scripts = script.isEmpty() ? "'none'" : "'sha256-" + Sha256.base64(script) + "'";
    return "default-src 'none'; style-src 'sha256-"
        + Sha256.base64(STYLE)
        + "'; script-src "
        + scripts
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String read(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path beside the classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
