package unrolled.notebook.book;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private static final String MARK = "> **Read elsewhere:** ";

  /** At the end of a box, unseen by its reader: the cells that measure what it speaks of. */
  private static final Pattern MEASURED = Pattern.compile(" <!-- measured: ([^>]*) -->$");

  private final List<NotebookRun> runs;
  private final List<Notebook> notebooks;
  private final Markdown markdown;

  ReadElsewhere(List<NotebookRun> runs, Markdown markdown) {
    this.runs = runs;
    this.notebooks = runs.stream().map(NotebookRun::notebook).toList();
    this.markdown = markdown;
  }

  /**
   * A box.
   *
   * @param notebook where it stands
   * @param at the number of its cell, from 0
   * @param text the quotation and the verdict, without the words "Read elsewhere"
   * @param measured the ids of the cells that measure what it speaks of
   */
  record Box(Notebook notebook, int at, String text, List<String> measured) {
    /** The boxes of a notebook, in its order. */
    static List<Box> of(Notebook notebook) {
      return IntStream.range(0, notebook.cells().size())
          .filter(i -> notebook.cells().get(i).kind() == NotebookCell.Kind.MARKDOWN)
          .boxed()
          .flatMap(
              i ->
                  notebook
                      .cells()
                      .get(i)
                      .source()
                      .lines()
                      .filter(line -> line.startsWith(MARK))
                      .map(line -> of(notebook, i, line.substring(MARK.length()))))
          .toList();
    }

    private static Box of(Notebook notebook, int at, String line) {
      var measured = MEASURED.matcher(line);
      return measured.find()
          ? new Box(
              notebook,
              at,
              line.substring(0, measured.start()),
              List.of(measured.group(1).split(", ")))
          : new Box(notebook, at, line, List.of());
    }

    /**
     * The cells that measure what the box speaks of.
     *
     * @throws IllegalArgumentException if one is not in its notebook
     */
    List<NotebookCell> measuredIn() {
      return measured.stream().map(this::cell).toList();
    }

    private NotebookCell cell(String id) {
      return notebook.cells().stream()
          .filter(cell -> cell.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a box of " + notebook.name() + " names a cell that is not there: " + id));
    }
  }

  String html() {
    String boxes = notebooks.stream().map(this::chapter).collect(Collectors.joining("\n"));
    return PageFrame.page(
        "What you may have read",
        "<p>Sentences that are often read about recurrent networks, what is right in them and what"
            + " is not, and what we measured.</p>\n"
            + boxes);
  }

  private String chapter(Notebook notebook) {
    String boxes = Box.of(notebook).stream().map(this::html).collect(Collectors.joining());
    return boxes.isEmpty()
        ? ""
        : "<section>\n<h2>%s</h2>\n%s</section>\n".formatted(Html.escape(notebook.title()), boxes);
  }

  private String html(Box box) {
    List<NotebookCell> measured = box.measuredIn();
    String figures =
        measured.stream()
            .flatMap(this::claims)
            .map(
                claim ->
                    "<li>%s: <b>%s</b></li>\n"
                        .formatted(
                            Html.escape(claim.text()), ContentsPage.unbroken(claim.measured())))
            .collect(Collectors.joining());
    return "<div class=\"read\">\n%s%s%s</div>\n"
        .formatted(
            // A link within the chapter leads to the chapter from here.
            markdown.html(box.text().replace("](#", "](" + box.notebook().name() + ".ipynb#")),
            figures.isEmpty() ? "" : "<ul>\n" + figures + "</ul>\n",
            measured.stream().findFirst().map(cell -> link(box.notebook(), cell)).orElse(""));
  }

  private static String link(Notebook notebook, NotebookCell cell) {
    return "<p class=\"note\"><a href=\"%s.html#%s\">where it is measured</a></p>\n"
        .formatted(Html.escape(notebook.name()), Page.anchor(cell));
  }

  private Stream<Claim> claims(NotebookCell cell) {
    return runs.stream()
        .flatMap(run -> Ledger.claims(run.notebook()).stream())
        .filter(entry -> entry.cell() == cell)
        .map(Ledger.Entry::what);
  }
}
