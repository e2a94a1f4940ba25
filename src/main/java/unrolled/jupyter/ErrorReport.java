package unrolled.jupyter;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import unrolled.notebook.CellOutput;

/** Reads the report of a failed cell, as {@link CellException} words it, from any kernel. */
final class ErrorReport {
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");
  private static final Pattern FRAME = Pattern.compile(".*this cell, (line \\d+: .*)");
  private static final Pattern COMPILER = Pattern.compile("line (\\d+): .*");

  private ErrorReport() {}

  static List<String> lines(CellOutput.Failed failed) {
    if (failed.lines().isEmpty()) {
      return List.of(failed.name() + ": " + failed.message());
    }
    return failed.lines().stream().map(line -> COLOUR.matcher(line).replaceAll("")).toList();
  }

  /** The line of the cell at fault, with its number; empty when the report names none. */
  static String faultyLine(List<String> report, String source) {
    for (String line : report) {
      Matcher frame = FRAME.matcher(line);
      if (frame.matches()) {
        return frame.group(1);
      }
    }
    Matcher compiler = COMPILER.matcher(report.get(0));
    if (!compiler.matches()) {
      return "";
    }
    int number = Integer.parseInt(compiler.group(1));
    String line = source.lines().skip(number - 1L).findFirst().orElse("").strip();
    return "line " + number + ": " + line;
  }
}
