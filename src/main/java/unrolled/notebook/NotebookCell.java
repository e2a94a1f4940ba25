package unrolled.notebook;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One cell of a notebook.
 *
 * @param id the cell's own name, which stays when cells are moved
 * @param kind text, code or raw text
 * @param source the text, lines ended by a single newline, none after the last
 * @param tags what the author marked the cell with, such as {@code raises-exception}
 * @param number the number that the run gave the cell, empty when it has not run
 * @param outputs what the run showed, in order
 */
public record NotebookCell(
    String id,
    Kind kind,
    String source,
    Set<String> tags,
    OptionalInt number,
    List<CellOutput> outputs) {
  /** Tag of a cell that is meant to fail: a run in which it passes is an error. */
  public static final String RAISES = "raises-exception";

  /** Tag of a cell that a run leaves out. */
  public static final String SKIP = "skip-execution";

  /** What a cell is made of. */
  public enum Kind {
    /** Text in Markdown. */
    MARKDOWN,
    /** Java. */
    CODE,
    /** Text that no reader is shown. */
    RAW
  }

  /** Holds copies of the tags and outputs. */
  public NotebookCell {
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    outputs = List.copyOf(outputs);
  }

  /** A cell as it is before a run. */
  public NotebookCell(String id, Kind kind, String source, Set<String> tags) {
    this(id, kind, source, tags, OptionalInt.empty(), List.of());
  }

  /** True for a code cell that a run executes. */
  public boolean runs() {
    return kind == Kind.CODE && !source.isBlank() && !tags.contains(SKIP);
  }

  /** True when the cell is meant to fail. */
  public boolean raises() {
    return tags.contains(RAISES);
  }

  /** This cell after a run. */
  public NotebookCell executed(int number, List<CellOutput> outputs) {
    return new NotebookCell(id, kind, source, tags, OptionalInt.of(number), outputs);
  }

  /** This cell as it was before any run. */
  public NotebookCell cleared() {
    return new NotebookCell(id, kind, source, tags);
  }
}
