package unrolled.notebook.book;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
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

  /** A link to a section of the same or another notebook. */
  private static final Pattern LINK = Pattern.compile("\\]\\((?:([^)#]+)\\.ipynb)?#([^)]+)\\)");

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
   */
  record Box(Notebook notebook, int at, String text) {
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
                      .map(line -> new Box(notebook, i, line.substring(MARK.length()))))
          .toList();
    }

    /**
     * The cells that measure what the box speaks of: those up to the next text, or else those since
     * the text before, or else those of the sections that the box links to.
     *
     * @param notebooks all notebooks, for the links
     * @param measures whether a cell of code has a claim
     */
    List<NotebookCell> measuredIn(List<Notebook> notebooks, Predicate<NotebookCell> measures) {
      return Stream.of(neighbours(1), neighbours(-1), linked(notebooks))
          .map(cells -> cells.stream().filter(measures).toList())
          .filter(cells -> !cells.isEmpty())
          .findFirst()
          .orElse(List.of());
    }

    private List<NotebookCell> neighbours(int step) {
      List<NotebookCell> cells = notebook.cells();
      return IntStream.iterate(at + step, i -> i >= 0 && i < cells.size(), i -> i + step)
          .mapToObj(cells::get)
          .takeWhile(cell -> cell.kind() == NotebookCell.Kind.CODE)
          .toList();
    }

    private List<NotebookCell> linked(List<Notebook> notebooks) {
      return LINK.matcher(text)
          .results()
          .flatMap(link -> target(link, notebooks).flatMap(to -> section(to, link.group(2))))
          .toList();
    }

    private Stream<Notebook> target(MatchResult link, List<Notebook> notebooks) {
      return link.group(1) == null
          ? Stream.of(notebook)
          : notebooks.stream().filter(other -> other.name().equals(link.group(1)));
    }

    private static Stream<NotebookCell> section(Notebook notebook, String anchor) {
      return notebook.cells().stream()
          .dropWhile(cell -> !hasHeading(cell, heading -> Html.anchor(heading).equals(anchor)))
          .takeWhile(
              cell ->
                  !hasHeading(cell, heading -> true)
                      || hasHeading(cell, heading -> Html.anchor(heading).equals(anchor)))
          .filter(cell -> cell.kind() == NotebookCell.Kind.CODE);
    }

    private static boolean hasHeading(NotebookCell cell, Predicate<String> wanted) {
      return cell.kind() == NotebookCell.Kind.MARKDOWN
          && cell.source()
              .lines()
              .filter(line -> line.startsWith("## "))
              .anyMatch(line -> wanted.test(line.substring(3).strip()));
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
    String figures =
        box.measuredIn(notebooks, cell -> claims(cell).findAny().isPresent()).stream()
            .flatMap(this::claims)
            .map(
                claim ->
                    "<li>%s: <b>%s</b></li>\n"
                        .formatted(
                            Html.escape(claim.text()), ContentsPage.unbroken(claim.measured())))
            .collect(Collectors.joining());
    return "<div class=\"read\">\n%s%s<p class=\"note\"><a href=\"%s.html#%s\">where it is measured</a></p>\n</div>\n"
        .formatted(
            // A link within the chapter leads to the chapter from here.
            markdown.html(box.text().replace("](#", "](" + box.notebook().name() + ".ipynb#")),
            figures.isEmpty() ? "" : "<ul>\n" + figures + "</ul>\n",
            Html.escape(box.notebook().name()),
            Page.anchor(box.notebook().cells().get(box.at())));
  }

  private Stream<Claim> claims(NotebookCell cell) {
    return runs.stream()
        .flatMap(run -> Ledger.claims(run.notebook()).stream())
        .filter(entry -> entry.cell() == cell)
        .map(Ledger.Entry::what);
  }
}
