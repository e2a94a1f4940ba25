package unrolled.grade;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts the code of a cell where the JDK's own shell would; none of it is run. */
final class Snippets implements AutoCloseable {
  private static final int MOST = 200;
  private static final int DEEPEST = 500;

  /**
   * A piece of a cell.
   *
   * @param kind what it is; {@link Snippet.Kind#ERRONEOUS} if it is not to be understood
   * @param name what it declares; empty if nothing
   * @param source the text, without empty lines before it
   */
  record Part(Snippet.Kind kind, String name, String source) {}

  private final JShell shell = JShell.builder().executionEngine("local").build();

  /** The pieces, in order; from the first that is not to be understood, the rest is one. */
  List<Part> of(String code) {
    var parts = new ArrayList<Part>();
    String rest = code;
    try {
      while (!rest.isBlank() && parts.size() < MOST && depth(rest) < DEEPEST) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        if (next.source() == null || !next.completeness().isComplete()) {
          break;
        }
        shell.sourceCodeAnalysis().sourceToSnippets(next.source()).stream()
            .map(snippet -> part(snippet, next.source()))
            .forEach(parts::add);
        rest = next.remaining();
      }
    } catch (StackOverflowError | InternalError e) {
      // The parser of the JDK's shell gives up; the compiler will do so too, and be heard.
    }
    if (!rest.isBlank()) {
      parts.add(new Part(Snippet.Kind.ERRONEOUS, "", trimmed(rest)));
    }
    return parts;
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

  @Override
  public void close() {
    shell.close();
  }

  /** Of a call whose method is not known here, the shell says no more than that it is an error. */
  private static Part part(Snippet snippet, String source) {
    boolean isCode =
        snippet.kind() == Snippet.Kind.ERRONEOUS && !source.matches("(?s).*\\bclass\\b.*");
    String name = snippet instanceof DeclarationSnippet declared ? declared.name() : "";
    return new Part(isCode ? Snippet.Kind.STATEMENT : snippet.kind(), name, trimmed(source));
  }

  private static String trimmed(String source) {
    return source.replaceFirst("^\\s*\\n", "").stripTrailing();
  }
}
