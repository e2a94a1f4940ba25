package unrolled.notebook.book;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import unrolled.notebook.Claim;
import unrolled.notebook.Html;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;

/**
 * What one may have read about these networks, collected from the "Read elsewhere" boxes of the
 * chapters, each with its verdict and the figures that were measured beside it.
 */
final class ReadElsewhere {
  private static final String BOX = "> **Read elsewhere:** ";

  private final List<NotebookRun> runs;
  private final Markdown markdown;

  ReadElsewhere(List<NotebookRun> runs, Markdown markdown) {
    this.runs = runs;
    this.markdown = markdown;
  }

  String html() {
    String boxes =
        runs.stream().map(run -> chapter(run.notebook())).collect(Collectors.joining("\n"));
    return PageFrame.page(
        "What you may have read",
        "<p>Sentences that are often read about recurrent networks, what is right in them and what"
            + " is not, and what we measured.</p>\n"
            + boxes);
  }

  private String chapter(Notebook notebook) {
    var boxes = new StringBuilder();
    for (int i = 0; i < notebook.cells().size(); i++) {
      NotebookCell cell = notebook.cells().get(i);
      if (cell.kind() != NotebookCell.Kind.MARKDOWN) continue;
      for (String line : cell.source().split("\n")) {
        if (line.startsWith(BOX)) boxes.append(box(notebook, i, line.substring(BOX.length())));
      }
    }
    return boxes.length() == 0
        ? ""
        : "<section>\n<h2>%s</h2>\n%s</section>\n".formatted(Html.escape(notebook.title()), boxes);
  }

  private String box(Notebook notebook, int at, String text) {
    String figures =
        figures(notebook, at).stream()
            .map(
                claim ->
                    "<li>%s: <b>%s</b></li>\n"
                        .formatted(Html.escape(claim.text()), Contents.unbroken(claim.measured())))
            .collect(Collectors.joining());
    return "<div class=\"read\">\n%s%s<p class=\"note\"><a href=\"%s.html#%s\">where it is measured</a></p>\n</div>\n"
        .formatted(
            markdown.html(text),
            figures.isEmpty() ? "" : "<ul>\n" + figures + "</ul>\n",
            Html.escape(notebook.name()),
            Page.anchor(notebook.cells().get(at)));
  }

  /** The claims up to the next text; if there are none, those since the text before. */
  private static List<Claim> figures(Notebook notebook, int at) {
    List<Claim> after = claims(notebook, at, 1);
    return after.isEmpty() ? claims(notebook, at, -1) : after;
  }

  private static List<Claim> claims(Notebook notebook, int at, int step) {
    var claims = new ArrayList<Claim>();
    List<NotebookCell> cells = notebook.cells();
    for (int i = at + step;
        i >= 0 && i < cells.size() && cells.get(i).kind() == NotebookCell.Kind.CODE;
        i += step) {
      NotebookCell cell = cells.get(i);
      Ledger.claims(notebook).stream()
          .filter(entry -> entry.cell() == cell)
          .map(Ledger.Entry::what)
          .forEach(claims::add);
    }
    return claims;
  }
}
