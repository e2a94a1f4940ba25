package unrolled.notebook.book;

import java.util.LinkedHashSet;
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
    Map<String, LinkedHashSet<String>> meanings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (NotebookRun run : runs) {
      for (Ledger.Entry<Term> entry : Ledger.terms(run.notebook())) {
        meanings
            .computeIfAbsent(entry.what().term(), term -> new LinkedHashSet<>())
            .add(definition(run, entry));
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
                            String.join("\n", entry.getValue())))
            .collect(Collectors.joining());
    return PageFrame.page(
        "Glossary",
        "<p>Each word links to the place where it is used first.</p>\n<dl class=\"glossary\">\n"
            + entries
            + "</dl>\n");
  }

  private static String definition(NotebookRun run, Ledger.Entry<Term> entry) {
    Term term = entry.what();
    String code =
        term.code().isEmpty()
            ? ""
            : "<pre class=\"java\"><code>" + JavaColour.html(term.code()) + "</code></pre>\n";
    return "<dd>%s%s <a href=\"%s.html#%s\">%s</a></dd>"
        .formatted(
            code,
            Html.escape(term.meaning()),
            Html.escape(run.notebook().name()),
            Page.anchor(entry.cell()),
            Html.escape(run.notebook().title()));
  }
}
