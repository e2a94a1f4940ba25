package unrolled.notebook;

/**
 * The cell at which a run stopped.
 *
 * @param notebook the notebook's name
 * @param number the cell's number among those that ran, as Jupyter shows it in {@code In [7]}
 * @param line the line of the source at fault, possibly empty
 * @param error what went wrong
 */
public record CellFailure(String notebook, int number, String line, String error) {
  /** The failure in words: notebook, cell, source line, error. */
  public String message() {
    String at = line.isBlank() ? "" : "\n    " + line.strip();
    return "%s: cell [%d] failed%s%n%s"
        .formatted(notebook, number, at, error.strip().indent(2).stripTrailing());
  }
}
