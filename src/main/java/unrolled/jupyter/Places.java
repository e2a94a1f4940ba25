package unrolled.jupyter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;

/** Where each snippet stands: in which cell, and how far down. */
final class Places {
  private final Map<String, Place> byId = new HashMap<>();
  private int cell;

  /**
   * A snippet's place.
   *
   * @param cell the number of the run in which it was read
   * @param linesAbove how many lines of the cell come before it
   * @param source its text
   */
  record Place(int cell, int linesAbove, String source) {
    String line(int number) {
      return source.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("").strip();
    }
  }

  void nextCell() {
    cell++;
  }

  void put(Snippet snippet, int linesAbove) {
    byId.put(snippet.id(), new Place(cell, linesAbove, snippet.source()));
  }

  /**
   * A stack frame in words, when it is in a cell.
   *
   * @param frame as JShell gives it: the file is {@code #id} for a snippet
   */
  Optional<String> describe(StackTraceElement frame) {
    if (frame.getFileName() == null || !frame.getFileName().startsWith("#")) {
      return Optional.empty();
    }
    String method = where(frame.getMethodName());
    Place place = byId.get(frame.getFileName().substring(1));
    if (place == null) {
      return Optional.of(method + "start-up code");
    }
    return Optional.of(
        "%s%s, line %d: %s"
            .formatted(
                method,
                place.cell() == cell ? "this cell" : "an earlier cell",
                place.linesAbove() + frame.getLineNumber(),
                place.line(frame.getLineNumber())));
  }

  private static String where(String method) {
    if (method.startsWith("lambda$")) {
      return "a lambda, ";
    }
    if (method.startsWith("do_it$")) { // JShell's name for a statement of a cell
      return "";
    }
    return switch (method) {
      case "" -> "";
      case "<init>" -> "a constructor, ";
      case "<clinit>" -> "an initializer, ";
      default -> method + ", ";
    };
  }

  /** The first line of a snippet that has one of the names in it, in words; empty if none has. */
  String lineWith(Snippet snippet, List<String> names) {
    Place place = byId.get(snippet.id());
    if (place == null) {
      return "";
    }
    var pattern = Pattern.compile("\\b(" + String.join("|", names) + ")\\b");
    List<String> lines = place.source().lines().toList();
    for (int n = 0; n < lines.size(); n++) {
      if (pattern.matcher(lines.get(n)).find()) {
        return ", line " + (place.linesAbove() + n + 1) + ": " + lines.get(n).strip();
      }
    }
    return "";
  }
}
