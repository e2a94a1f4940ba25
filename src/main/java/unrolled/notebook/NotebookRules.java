package unrolled.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a notebook of this course keeps to, so that it runs in the same way under every kernel, in
 * JShell and without either.
 */
public final class NotebookRules {
  private static final int LINES = 15;
  private static final Pattern DISPLAY =
      Pattern.compile("(?<![.\\w])(display|render|updateDisplay)\\s*\\(");
  private static final Pattern CLAIM = Pattern.compile("(?m)^claim\\(");
  private static final Pattern LAST_CLAIM = Pattern.compile("(?m)^claim\\(.*(\\R(\\s.*)?)*\\z");
  private static final Pattern KEPT_CLAIM = Pattern.compile("(\\w+)\\s*=\\s*claim\\(");
  private static final Pattern KERNEL =
      Pattern.compile(
          "import\\s+(static\\s+)?(io\\.github\\.|org\\.dflib\\.|org\\.rapaio\\.|unrolled\\.jupyter)");

  private NotebookRules() {}

  /** One sentence for each thing in a notebook that breaks a rule. */
  public static List<String> complaints(Notebook notebook) {
    var complaints = new ArrayList<String>();
    int position = 0;
    for (NotebookCell cell : notebook.cells()) {
      position++;
      String where = notebook.name() + ", cell " + position + " (" + cell.id() + ")";
      if (cell.source().isBlank()) {
        complaints.add(where + " is empty; write what it is for, or delete it.");
      }
      if (cell.kind() == NotebookCell.Kind.CODE) {
        complaints.addAll(complaints(where, cell.source()));
      }
    }
    return complaints;
  }

  private static List<String> complaints(String where, String source) {
    var complaints = new ArrayList<String>();
    long lines = source.lines().filter(line -> !line.isBlank()).count();
    if (lines > LINES) {
      complaints.add(where + " has " + lines + " lines of code; " + LINES + " is the most.");
    }
    if (source.lines().anyMatch(line -> line.stripLeading().startsWith("%"))) {
      complaints.add(where + " uses a kernel command (%); other kernels do not know it.");
    }
    if (DISPLAY.matcher(source).find()) {
      complaints.add(where + " calls display or render of a kernel; call show.");
    }
    long bare = CLAIM.matcher(source).results().count();
    if (bare > 1) {
      complaints.add(
          where
              + " has more than one bare claim, and only the last is shown; write show(claim(…)).");
    } else if (bare == 1 && !LAST_CLAIM.matcher(source).find()) {
      complaints.add(
          where + " has a bare claim before its last statement, which is not shown; move it.");
    }
    KEPT_CLAIM
        .matcher(source)
        .results()
        .map(kept -> kept.group(1))
        .filter(name -> !isShown(name, source))
        .forEach(
            name ->
                complaints.add(
                    where
                        + " keeps the claim "
                        + name
                        + " and does not show it; end the cell with it."));
    if (KERNEL.matcher(source).find()) {
      complaints.add(where + " imports a kernel; a notebook runs under every kernel.");
    }
    return complaints;
  }

  private static boolean isShown(String name, String source) {
    return source.strip().endsWith("\n" + name) || source.contains("show(" + name + ")");
  }
}
