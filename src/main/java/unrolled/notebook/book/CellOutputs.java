package unrolled.notebook.book;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.exercise.Home;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Html;
import unrolled.notebook.NotebookCell;

/** What a cell showed, as HTML. */
final class CellOutputs {
  /** Blanks that set columns; where there are none, a line may end wherever it is full. */
  private static final Pattern COLUMNS = Pattern.compile("\\S {2,}\\S");

  private static final Markdown MARKDOWN = new Markdown((node, tag, attributes) -> {});

  private CellOutputs() {}

  static String html(NotebookCell cell) {
    return cell.outputs().stream()
        .map(output -> html(cell, output))
        .collect(Collectors.joining("\n"));
  }

  private static String html(NotebookCell cell, CellOutput output) {
    if (output instanceof CellOutput.Printed printed) {
      return text(printed.error() ? "printed error-stream" : "printed", printed.text());
    }
    if (output instanceof CellOutput.Shown shown) {
      return "<div class=\"shown\">" + richest(cell, shown.forms()) + "</div>";
    }
    return failed(cell, (CellOutput.Failed) output);
  }

  static String richest(NotebookCell cell, Map<String, String> forms) {
    if (forms.containsKey("text/html")) {
      return forms.get("text/html");
    }
    if (forms.containsKey("image/svg+xml")) {
      // The prolog of an SVG file means nothing inside a page.
      return forms.get("image/svg+xml").replaceAll("(?s)^\\s*(<\\?.*?\\?>|<!DOCTYPE.*?>|\\s)*", "");
    }
    if (forms.containsKey("text/markdown")) {
      return MARKDOWN.html(forms.get("text/markdown"));
    }
    for (String type : List.of("image/png", "image/jpeg")) {
      if (forms.containsKey(type)) {
        return picture(cell, type, forms.get(type));
      }
    }
    return text("value", forms.getOrDefault("text/plain", ""));
  }

  private static String picture(NotebookCell cell, String type, String base64) {
    return "<img src=\"data:%s;base64,%s\" alt=\"Picture drawn by cell [%d]\">"
        .formatted(type, base64.replaceAll("\\s", ""), cell.number().orElse(0));
  }

  private static String failed(NotebookCell cell, CellOutput.Failed failed) {
    String report =
        failed.lines().isEmpty()
            ? failed.name() + ": " + failed.message()
            : String.join("\n", failed.lines());
    String note =
        cell.raises()
            ? "<p class=\"note\">This cell is meant to fail; it shows the error.</p>"
            : "";
    return text(cell.raises() ? "failed meant" : "failed", report) + note;
  }

  private static String text(String style, String text) {
    // Front ends colour error reports with terminal codes.
    String plain = text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "");
    // A carriage return starts the line again, as a progress bar does.
    plain = plain.replaceAll("[^\\n]*\\r(?!\\n|$)", "").stripTrailing();
    // Where the checkout lies on this machine is no business of the reader.
    plain = plain.replace(Home.path() + File.separator, "");
    String wraps = COLUMNS.matcher(plain).find() ? "" : " prose";
    return "<pre class=\"" + style + wraps + "\">" + Html.escape(plain) + "</pre>";
  }
}
