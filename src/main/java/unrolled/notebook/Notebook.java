package unrolled.notebook;

import java.util.List;

/**
 * A notebook in memory: its cells in reading order.
 *
 * @param name the file's name without its ending, such as {@code 03-hidden-state}
 * @param cells text and code, with the outputs of a run when it has been run
 */
public record Notebook(String name, List<NotebookCell> cells) {
  /** Holds a copy of the cells. */
  public Notebook {
    cells = List.copyOf(cells);
  }

  /** The cells that a run executes, in order; the first one gets the number 1. */
  public List<NotebookCell> runnable() {
    return cells.stream().filter(NotebookCell::runs).toList();
  }

  /** The first heading, which is the title of the chapter; the name when there is none. */
  public String title() {
    return cells.stream()
        .filter(cell -> cell.kind() == NotebookCell.Kind.MARKDOWN)
        .flatMap(cell -> cell.source().lines())
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse(name);
  }
}
