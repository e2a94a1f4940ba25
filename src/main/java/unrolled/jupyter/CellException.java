package unrolled.jupyter;

import java.util.List;

/** A cell failed; the lines say what happened and where, in words for the person who wrote it. */
public final class CellException extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final transient List<String> lines;

  CellException(String name, List<String> lines, Throwable cause) {
    super(lines.get(0), cause);
    this.name = name;
    this.lines = List.copyOf(lines);
  }

  CellException(String name, String line) {
    this(name, List.of(line), null);
  }

  /** The kind of failure in a word or two: the simple name of an exception, or "Compile error". */
  public String name() {
    return name;
  }

  /** The report, line by line; never empty. */
  public List<String> lines() {
    return lines;
  }
}
