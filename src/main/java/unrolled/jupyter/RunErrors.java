package unrolled.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/**
 * What a running cell threw, in words: exception, causes, and the lines of cells that led there.
 */
final class RunErrors {
  private static final int CAUSES = 8;
  private static final int LIBRARY_FRAMES = 6;
  private static final int CELL_FRAMES = 8;
  private static final Pattern WRAPPERS = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
  private static final Pattern MODULES =
      Pattern.compile(" \\([^()]* in (unnamed )?module [^()]*\\)");
  private static final Pattern NOISE =
      Pattern.compile(
          "(jdk\\.jshell|jdk\\.internal|java\\.lang\\.reflect|org\\.junit|unrolled\\.notebook)\\..*");

  private final JShell shell;
  private final Places places;

  RunErrors(JShell shell, Places places) {
    this.shell = shell;
    this.places = places;
  }

  CellException of(JShellException error, Throwable thrown) {
    var lines = new ArrayList<String>();
    Throwable t = error;
    for (int n = 0; t != null && n < CAUSES; n++, t = t.getCause()) {
      lines.add((n == 0 ? "" : "Caused by: ") + headline(t));
      lines.addAll(frames(t.getStackTrace()));
    }
    return new CellException(name(error), lines, thrown);
  }

  /** What ended a thread that a cell has started; only the library's part of the trace is known. */
  static List<String> uncaught(Thread thread, Throwable thrown) {
    var lines = new ArrayList<String>();
    Throwable t = thrown;
    for (int n = 0; t != null && n < CAUSES; n++, t = t.getCause()) {
      String start = n == 0 ? "Exception in thread \"" + thread.getName() + "\": " : "Caused by: ";
      lines.add(start + plainNames(String.valueOf(t)));
      Stream.of(t.getStackTrace())
          .limit(LIBRARY_FRAMES)
          .filter(frame -> !frame.getClassName().startsWith("REPL.") && isTelling(frame, true))
          .forEach(frame -> lines.add("    at " + frame));
    }
    return lines;
  }

  private String headline(Throwable t) {
    if (t instanceof UnresolvedReferenceException unresolved) {
      return notDefinedYet(unresolved.getSnippet());
    }
    String type = t instanceof EvalException e ? e.getExceptionClassName() : t.getClass().getName();
    return plainNames(t.getMessage() == null ? type : type + ": " + t.getMessage());
  }

  private static String name(Throwable t) {
    if (!(t instanceof EvalException e)) {
      return "Not defined yet";
    }
    return e.getExceptionClassName().replaceAll(".*[.$]", "");
  }

  /** What a declaration still waits for, as in "not defined yet: method g(int), line 2: …". */
  String notDefinedYet(DeclarationSnippet waiting) {
    List<String> missing = shell.unresolvedDependencies(waiting).sorted().toList();
    List<String> names = missing.stream().map(RunErrors::bareName).toList();
    return "not defined yet: "
        + String.join(", ", missing)
        + (names.isEmpty() ? "" : places.lineWith(waiting, names));
  }

  // "method g(int)" is known in the source as g.
  private static String bareName(String dependency) {
    return Pattern.quote(dependency.replaceAll("^\\w+ |\\(.*", ""));
  }

  private List<String> frames(StackTraceElement[] trace) {
    var lines = new ArrayList<String>();
    int cells = 0;
    int left = 0;
    for (int i = 0; i < trace.length; i++) {
      Optional<String> place = places.describe(trace[i]);
      if (place.isEmpty()) {
        if (i < LIBRARY_FRAMES && isTelling(trace[i], cells > 0)) {
          lines.add("    at " + plainNames(trace[i].toString()));
        }
      } else if (++cells <= CELL_FRAMES) {
        lines.add("    " + place.get());
      } else {
        left++;
      }
    }
    if (left > 0) {
      lines.add("    … and " + left + " more");
    }
    return lines;
  }

  // Below a line of the cell, the JDK's own frames only say how it was called.
  private static boolean isTelling(StackTraceElement frame, boolean belowCell) {
    return !NOISE.matcher(frame.getClassName()).matches()
        && !(belowCell && frame.getClassName().startsWith("java."));
  }

  /** A text without the classes that JShell wraps around each snippet, and without modules. */
  static String plainNames(String text) {
    return MODULES.matcher(WRAPPERS.matcher(text).replaceAll("")).replaceAll("");
  }
}
