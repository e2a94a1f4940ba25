package unrolled.notebook;

import java.util.stream.Collectors;

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
    String at = line.isBlank() ? "" : " at " + line.strip();
    // The report's own mention of that line would say it twice.
    String report =
        error
            .lines()
            .filter(l -> line.isBlank() || !l.endsWith("this cell, " + line))
            .collect(Collectors.joining("\n"));
    return "%s: cell [%d] failed%s%n%s"
        .formatted(notebook, number, at, report.strip().indent(2).stripTrailing());
  }
}
