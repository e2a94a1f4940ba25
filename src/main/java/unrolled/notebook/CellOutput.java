package unrolled.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One thing that a cell showed while it ran, as the notebook format knows it. */
public sealed interface CellOutput {
  /**
   * Text that was printed.
   *
   * @param error true for the error stream
   * @param text the text as it came, newlines included
   */
  record Printed(boolean error, String text) implements CellOutput {}

  /**
   * A value that was shown.
   *
   * @param result true for the value of the cell's last expression, false for {@code show}
   * @param forms the value by MIME type
   */
  record Shown(boolean result, Map<String, String> forms) implements CellOutput {
    /** Holds a copy of the forms, in the same order. */
    public Shown {
      forms = Collections.unmodifiableMap(new LinkedHashMap<>(forms));
    }
  }

  /**
   * The error that ended the cell.
   *
   * @param name the kind of error, such as a class name
   * @param message what it says, possibly empty
   * @param lines the whole report, as a kernel shows it
   */
  record Failed(String name, String message, List<String> lines) implements CellOutput {
    /** Holds a copy of the lines. */
    public Failed {
      lines = List.copyOf(lines);
    }
  }
}
