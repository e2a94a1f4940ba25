package unrolled.notebook.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import unrolled.notebook.Html;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.Term;

/**
 * The words of all chapters, each with its meaning, a line of code and the chapter it is met in.
 */
final class Glossary {
  private final List<NotebookRun> runs;

  Glossary(List<NotebookRun> runs) {
    this.runs = runs;
  }

  String html() {
    var meanings = new TreeMap<String, Map<String, String>>(String.CASE_INSENSITIVE_ORDER);
    for (NotebookRun run : runs) {
      for (Ledger.Entry<Term> entry : Ledger.terms(run.notebook())) {
        meanings
            .computeIfAbsent(entry.what().term(), term -> new LinkedHashMap<>())
            .merge(
                entry.what().meaning(),
                definition(entry.what()) + link(run, entry),
                (first, again) -> first + ", " + link(run, entry));
      }
    }
    String entries =
        meanings.entrySet().stream()
            .map(
                entry ->
                    "<dt id=\"%s\">%s</dt>\n%s\n"
                        .formatted(
                            Html.anchor(entry.getKey()),
                            Html.escape(entry.getKey()),
                            entry.getValue().values().stream()
                                .map(definition -> "<dd>" + definition + "</dd>")
                                .collect(Collectors.joining("\n"))))
            .collect(Collectors.joining());
    return PageFrame.page(
        "Glossary",
        "<p>Each word links to the places where it is explained.</p>\n<dl class=\"glossary\">\n"
            + entries
            + "</dl>\n");
  }

  private static String definition(Term term) {
    return "<pre class=\"java\"><code>%s</code></pre>\n%s "
        .formatted(JavaColour.html(term.code()), Html.escape(term.meaning()));
  }

  private static String link(NotebookRun run, Ledger.Entry<Term> entry) {
    return "<a href=\"%s.html#%s\">%s</a>"
        .formatted(
            Html.escape(run.notebook().name()),
            Page.anchor(entry.cell()),
            Html.escape(run.notebook().title().replaceFirst("^(\\d+) · ", "$1\u00A0·\u00A0")));
  }
}
