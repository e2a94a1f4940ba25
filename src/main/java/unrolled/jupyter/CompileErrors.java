package unrolled.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;

/** The compiler's messages in terms of the cell: line, message, source and a mark below it. */
final class CompileErrors {
  private static final Pattern SYMBOL = Pattern.compile("\\R\\s*symbol:\\s*");
  private static final Pattern LOCATION = Pattern.compile("\\R\\s*location:.*");

  // Of a longer line only the part around the mark is shown.
  private static final int WIDEST = 160;

  // The JDK's compiler keeps a constant that was too long, and says this of every later statement.
  private static final String POISON = "UTF8 representation for string";

  private CompileErrors() {}

  static CellException of(Stream<Diag> diagnostics, String source, int linesAbove) {
    // The compiler may see a snippet twice, in two wrappings, and then says the same twice.
    var lines = new LinkedHashSet<List<String>>();
    diagnostics.filter(Diag::isError).forEach(d -> lines.add(one(d, source, linesAbove)));
    if (lines.isEmpty()) {
      lines.add(List.of("line " + (linesAbove + 1) + ": the compiler refuses this statement"));
    }
    if (lines.stream().flatMap(List::stream).anyMatch(line -> line.contains(POISON))) {
      return broken();
    }
    var words = new ArrayList<>(lines.stream().flatMap(List::stream).toList());
    JdkAdvice.on(words).ifPresent(words::add);
    return new CellException("Compile error", words, null);
  }

  /** JShell cannot compile any more, whatever the cell says. */
  static CellException broken() {
    return new CellException(
        "Session broken",
        List.of(
            "Nothing was run: JShell cannot compile since an earlier cell,"
                + " probably one with a very long string constant.",
            "Restart the kernel, and run the cells again without that one."),
        null);
  }

  private static List<String> one(Diag diag, String source, int linesAbove) {
    int from = clamp(diag.getStartPosition(), source);
    int lineStart = source.lastIndexOf('\n', from - 1) + 1;
    int newline = source.indexOf('\n', from);
    int lineEnd = newline < 0 ? source.length() : newline;
    int to = Math.min(lineEnd, clamp(diag.getEndPosition(), source));
    long above = linesAbove + source.substring(0, lineStart).lines().count();

    var lines = new ArrayList<String>();
    String[] words = message(diag).split("\\R");
    lines.add("line " + (above + 1) + ": " + words[0]);
    Stream.of(words).skip(1).forEach(lines::add);
    if (lineEnd - lineStart > WIDEST) {
      lineStart = Math.max(lineStart, from - WIDEST / 2);
      lineEnd = Math.min(lineEnd, from + WIDEST / 2);
      to = Math.max(from, Math.min(to, lineEnd));
    }
    lines.add("    " + source.substring(lineStart, lineEnd));
    // Tabs stay tabs, so that the mark is below the right letter at any tab width.
    String pad = source.substring(lineStart, from).replaceAll("[^\\t]", " ");
    lines.add("    " + pad + "^".repeat(Math.max(1, to - from)));
    return lines;
  }

  private static int clamp(long position, String source) {
    return (int) Math.max(0, Math.min(position, source.length()));
  }

  private static String message(Diag diag) {
    String message = diag.getMessage(Locale.ROOT);
    if (message.startsWith("reached end of file")) {
      return "the cell ends in the middle of a statement";
    }
    message = LOCATION.matcher(message).replaceAll("");
    return RunErrors.plainNames(SYMBOL.matcher(message).replaceAll(": "));
  }
}
