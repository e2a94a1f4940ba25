package unrolled.notebook.book;

import java.util.List;
import java.util.stream.Collectors;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Html;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;

/** Every picture of every chapter on one page, to be looked at one after the other. */
final class Pictures {
  private final List<NotebookRun> runs;

  Pictures(List<NotebookRun> runs) {
    this.runs = runs;
  }

  String html() {
    String chapters =
        runs.stream()
            .map(NotebookRun::notebook)
            .map(Pictures::chapter)
            .collect(Collectors.joining("\n"));
    return PageFrame.page(
        "Pictures",
        "<p>All that the chapters draw: %d pictures. The number of a cell leads to the code that drew it.</p>\n%s"
            .formatted(count(), chapters));
  }

  long count() {
    return runs.stream()
        .flatMap(run -> run.notebook().cells().stream())
        .mapToLong(cell -> pictures(cell).size())
        .sum();
  }

  private static String chapter(Notebook notebook) {
    String pictures =
        notebook.cells().stream()
            .flatMap(cell -> pictures(cell).stream().map(p -> picture(notebook, cell, p)))
            .collect(Collectors.joining());
    return pictures.isEmpty()
        ? ""
        : "<section>\n<h2>%s</h2>\n%s</section>\n"
            .formatted(Html.escape(notebook.title()), pictures);
  }

  private static String picture(Notebook notebook, NotebookCell cell, CellOutput.Shown shown) {
    return "<div class=\"picture\"><a href=\"%s.html#%s\">[%d]</a>\n<div class=\"shown\">%s</div></div>\n"
        .formatted(
            Html.escape(notebook.name()),
            Page.anchor(cell),
            cell.number().orElse(0),
            CellOutputs.richest(cell, shown.forms()));
  }

  private static List<CellOutput.Shown> pictures(NotebookCell cell) {
    return cell.outputs().stream()
        .filter(CellOutput.Shown.class::isInstance)
        .map(CellOutput.Shown.class::cast)
        .filter(Pictures::isPicture)
        .toList();
  }

  private static boolean isPicture(CellOutput.Shown shown) {
    return shown.forms().getOrDefault("text/html", "").contains("<svg")
        || shown.forms().keySet().stream().anyMatch(type -> type.startsWith("image/"));
  }
}
