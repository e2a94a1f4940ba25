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
      lines.add(start + plainNames(text(t)));
      Stream.of(t.getStackTrace())
          .limit(LIBRARY_FRAMES)
          .filter(frame -> !frame.getClassName().startsWith("REPL.") && isTelling(frame, true))
          .forEach(frame -> lines.add("    at " + frame));
    }
    return lines;
  }

  /** An exception of a learner's own may fail while it says what it is. */
  private static String text(Throwable t) {
    try {
      return t.toString();
    } catch (RuntimeException | Error e) {
      return t.getClass().getName() + ", whose text cannot be read: " + e.getClass().getName();
    }
  }

  /** The same exception, or one that says of it what can be said: JShell asks for its message. */
  static Throwable readable(Throwable thrown) {
    try {
      Throwable t = thrown;
      for (int n = 0; t != null && n < CAUSES; n++, t = t.getCause()) {
        t.getMessage();
      }
      return thrown;
    } catch (RuntimeException | Error e) {
      var other = new RuntimeException(text(thrown));
      other.setStackTrace(thrown.getStackTrace());
      return other;
    }
  }

  private String headline(Throwable t) {
    if (t instanceof UnresolvedReferenceException unresolved) {
      DeclarationSnippet waiting = unresolved.getSnippet();
      return (isComplete(waiting) ? waiting.name() + " " : "") + whyNot(waiting);
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

  /**
   * Why a declaration cannot run: "not defined yet: method g(int), line 2: …"; or "no longer
   * compiles: …", if a name that it uses was declared again as something else.
   */
  String whyNot(DeclarationSnippet waiting) {
    if (isComplete(waiting)) {
      String error =
          CompileErrors.of(shell.diagnostics(waiting), waiting.source(), 0).lines().get(0);
      return "no longer compiles: " + error.replaceFirst("^line \\d+: ", "");
    }
    List<String> missing = shell.unresolvedDependencies(waiting).sorted().toList();
    List<String> names = missing.stream().map(RunErrors::bareName).toList();
    return "not defined yet: "
        + String.join(", ", missing)
        + (names.isEmpty() ? "" : places.lineWith(waiting, names));
  }

  /** Whether all names are there that a declaration uses. */
  private boolean isComplete(DeclarationSnippet declaration) {
    return shell.unresolvedDependencies(declaration).findAny().isEmpty();
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
        String line = "    " + place.get();
        // JShell may run one statement in two methods, of which the outer only calls the inner.
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line)) {
          lines.add(line);
        }
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
