package unrolled.grade.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Cuts the code of a cell where the JDK's own shell would. It is parsed and no more: neither run,
 * nor looked up what it means, which may take for ever in code that is written for that.
 */
final class Snippets implements AutoCloseable {
  private static final int MOST = 200;
  private static final int DEEPEST = 500;

  private static final String LEAD =
      "(?s)(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*+(?:(?:@\\w+(?:\\([^)]*\\))?|public|protected|private"
          + "|static|final|abstract|sealed|strictfp|synchronized)\\s+)*+";
  private static final String TYPE =
      "(?!return\\b|throw\\b|new\\b|else\\b|yield\\b|assert\\b|import\\b|package\\b)"
          + "[\\w.]+(?:<[^;{}()]*>)?(?:\\[\\])*\\s+";

  /** What a piece of a cell is. */
  enum Kind {
    TYPE(LEAD + "(?:class|interface|enum|record|@interface)\\s+(\\w+).*"),
    METHOD(LEAD + "(?:<[^;{}()]*>\\s*)?" + Snippets.TYPE + "(\\w+)\\s*\\([^)]*\\)[^;={]*\\{.*"),
    VARIABLE(LEAD + Snippets.TYPE + "(\\w+)\\s*(?:=.*|;?\\s*)"),
    /** A statement, an expression or an import. */
    CODE(""),
    /** Not to be understood. */
    UNCLEAR("");

    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form);
    }
  }

  /**
   * A piece of a cell.
   *
   * @param kind what it is
   * @param name what it declares; empty if nothing
   * @param source the text, without empty lines before it
   */
  record Part(Kind kind, String name, String source) {
    static Part of(String source) {
      for (Kind kind : List.of(Kind.TYPE, Kind.METHOD, Kind.VARIABLE)) {
        Matcher found = kind.form.matcher(source);
        if (found.matches()) {
          return new Part(kind, found.group(1), trimmed(source));
        }
      }
      return new Part(Kind.CODE, "", trimmed(source));
    }
  }

  private final JShell shell = JShell.builder().executionEngine("local").build();

  /** The pieces, in order; from the first one that JShell cannot parse, the rest is one. */
  List<Part> of(String code) {
    var parts = new ArrayList<Part>();
    String rest = code;
    try {
      while (!rest.isBlank() && parts.size() < MOST && depth(rest) < DEEPEST) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        if (next.source() == null || !next.completeness().isComplete()) {
          break;
        }
        parts.add(Part.of(next.source()));
        rest = next.remaining();
      }
    } catch (StackOverflowError | InternalError e) {
      // The parser of the JDK's shell gives up; the compiler will do so too, and be heard.
    }
    if (!rest.isBlank()) {
      parts.add(new Part(Kind.UNCLEAR, "", trimmed(rest)));
    }
    return parts;
  }

  @Override
  public void close() {
    shell.close();
  }

  /** The JDK's shell prints its own stack when brackets are nested too deep for it. */
  private static int depth(String code) {
    int depth = 0;
    int deepest = 0;
    for (char c : code.toCharArray()) {
      depth += "([{<".indexOf(c) >= 0 ? 1 : ")]}>".indexOf(c) >= 0 ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static String trimmed(String source) {
    return source.replaceFirst("^\\s*\\n", "").stripTrailing();
  }
}
