package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookFile;

/**
 * JShell reads line by line what is pasted into it, and runs a statement as soon as a line ends
 * one. A cell pastes well if that gives the statements that the whole cell has, which the notebooks
 * are run with elsewhere.
 */
class PastedCellsTest {
  private final JShell shell = JShell.builder().executionEngine("local").build();
  private final SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();

  @AfterEach
  void close() {
    shell.close();
  }

  private List<String> whole(String cell) {
    var statements = new ArrayList<String>();
    String rest = JavaShell.begin(cell);
    while (!rest.isEmpty()) {
      CompletionInfo next = analysis.analyzeCompletion(rest);
      assertTrue(next.completeness().isComplete(), rest);
      statements.add(bare(next.source()));
      rest = JavaShell.begin(next.remaining());
    }
    return statements;
  }

  /** The code of a statement, without comments. */
  private static String bare(String statement) {
    var code = new StringBuilder();
    int at = 0;
    while (at < statement.length()) {
      int end = JavaTokens.end(statement, at);
      String token = statement.substring(at, end);
      code.append(token.startsWith("//") || token.startsWith("/*") ? " " : token);
      at = end;
    }
    return code.toString().strip();
  }

  /** As JShell's tool does it. */
  private List<String> pasted(String cell) {
    var statements = new ArrayList<String>();
    String begun = "";
    for (String line : cell.split("\n")) {
      boolean command = line.startsWith("/") && !line.startsWith("//") && !line.startsWith("/*");
      assertTrue(!begun.isBlank() || !command, "JShell takes for a command: " + line);
      begun += line + "\n";
      CompletionInfo next = analysis.analyzeCompletion(begun);
      while (next.completeness().isComplete()) {
        statements.add(bare(next.source()));
        begun = next.remaining();
        next = analysis.analyzeCompletion(begun);
      }
    }
    assertEquals("", JavaShell.begin(begun), "JShell waits for more");
    return statements;
  }

  @Test
  void every_cell_of_every_notebook_pastes_into_jshell() {
    var folder = Path.of(System.getProperty("unrolled.home", "")).resolve("notebooks");
    int cells = 0;
    var bad = new ArrayList<String>();
    for (Path file : NotebookFile.in(folder)) {
      for (NotebookCell cell : NotebookFile.read(file).runnable()) {
        String source = cell.source();
        if (!whole(source).equals(pasted(source))) {
          bad.add(file.getFileName() + ":\n" + source);
        }
        cells++;
      }
    }
    assertEquals("", String.join("\n\n", bad), "JShell reads these in other statements");
    assertTrue(cells > 200, cells + " cells");
  }

  @Test
  void a_chain_that_begins_its_lines_with_dots_does_not_paste() {
    String cell = "String s = \"a\"\n    .strip();";
    assertTrue(!whole(cell).equals(pasted(cell + "\n;")), "the test sees no difference");
  }
}
