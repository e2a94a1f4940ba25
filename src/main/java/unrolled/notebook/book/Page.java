package unrolled.notebook.book;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Html;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;

/** One chapter: an executed notebook as a page. */
final class Page {
  private final NotebookRun run;
  private final String neighbours;
  private final Markdown markdown;

  Page(NotebookRun run, String neighbours, Markdown markdown) {
    this.run = run;
    this.neighbours = neighbours;
    this.markdown = markdown;
  }

  String html() {
    Notebook notebook = run.notebook();
    var body = new StringBuilder("<nav>").append(neighbours).append("</nav>\n<main>\n");
    run.failure().ifPresent(failure -> body.append(banner(failure)));
    int left = run.failure().isPresent() ? run.failure().get().number() : Integer.MAX_VALUE;
    for (NotebookCell cell : notebook.cells()) {
      body.append(html(cell));
      if (cell.number().isPresent() && cell.number().getAsInt() == left) {
        body.append(stopped());
        break;
      }
    }
    body.append("</main>\n<nav>").append(neighbours).append("</nav>\n");
    body.append("<footer>").append(footer()).append("</footer>\n");
    return PageFrame.around(notebook.title(), body.toString());
  }

  private static String banner(CellFailure failure) {
    return """
        <div class="failure" role="alert"><strong>The run of this chapter failed.</strong>
        <pre>%s</pre></div>
        """
        .formatted(Html.escape(failure.message()));
  }

  private String stopped() {
    List<NotebookCell> all = run.notebook().runnable();
    long rest = all.stream().filter(cell -> cell.number().isEmpty()).count();
    return "<p class=\"failure\">The run stopped here; code cells not run: " + rest + ".</p>\n";
  }

  private String html(NotebookCell cell) {
    return switch (cell.kind()) {
      case RAW -> "";
      case MARKDOWN ->
          "<section class=\"text\" id=\"%s\">\n%s</section>\n"
              .formatted(anchor(cell), text(run.notebook(), cell, markdown));
      case CODE -> code(cell);
    };
  }

  /** A text cell as HTML. */
  static String text(Notebook notebook, NotebookCell cell, Markdown markdown) {
    try {
      return markdown.html(cell.source());
    } catch (BadFormula e) {
      throw e.in(notebook.name(), cell.id());
    }
  }

  private static String code(NotebookCell cell) {
    if (cell.source().isBlank()) {
      return "";
    }
    String number = cell.number().isPresent() ? "[" + cell.number().getAsInt() + "]" : "";
    String note = cell.runs() ? "" : "<p class=\"note\">This cell is not run.</p>\n";
    return """
        <section class="code" id="%s">
        <pre class="java" data-number="%s"><code>%s</code></pre>
        %s%s
        </section>
        """
        .formatted(
            anchor(cell), number, JavaColour.html(cell.source()), note, CellOutputs.html(cell));
  }

  static String anchor(NotebookCell cell) {
    return "cell-" + cell.id();
  }

  private String footer() {
    return "Ran in " + seconds(run.time()) + ".";
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
