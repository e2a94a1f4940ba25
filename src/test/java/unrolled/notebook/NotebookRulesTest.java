package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.notebook.NotebookCell.Kind;

class NotebookRulesTest {
  private static List<String> complaints(Kind kind, String source) {
    return NotebookRules.complaints(
        new Notebook("01-a", List.of(new NotebookCell("x", kind, source, Set.of()))));
  }

  @Test
  void a_cell_of_fifteen_lines_is_as_long_as_may_be() {
    assertEquals(List.of(), complaints(Kind.CODE, "f();\n\n".repeat(15)));
    assertEquals(
        List.of("01-a, cell 1 (x) has 16 lines of code; 15 is the most."),
        complaints(Kind.CODE, "f();\n".repeat(16)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%maven a:b:1",
        "int a;\n  %classpath x",
        "display(chart);",
        "render (x)",
        "import io.github.spencerpark.ijava.IJava;",
        "import static org.dflib.jjava.X.y;",
        "import unrolled.jupyter.JavaShell;"
      })
  void what_one_kernel_alone_knows_is_refused(String source) {
    assertEquals(1, complaints(Kind.CODE, source).size(), source);
  }

  @Test
  void a_claim_that_is_not_shown_is_refused() {
    assertEquals(
        List.of(
            "01-a, cell 1 (x) has more than one bare claim, and only the last is shown; write"
                + " show(claim(…))."),
        complaints(Kind.CODE, "claim(1);\nclaim(2);"));
    assertEquals(List.of(), complaints(Kind.CODE, "show(claim(1));\nclaim(2,\n    3);\n"));
    assertEquals(
        List.of(
            "01-a, cell 1 (x) has a bare claim before its last statement, which is not shown; move"
                + " it."),
        complaints(Kind.CODE, "claim(1,\n    2);\nint a = 3;"));
    assertEquals(
        List.of("01-a, cell 1 (x) keeps the claim c and does not show it; end the cell with it."),
        complaints(Kind.CODE, "Claim c = claim(1);"));
    assertEquals(List.of(), complaints(Kind.CODE, "Claim c = claim(1);\nc"));
  }

  @Test
  void an_empty_cell_is_refused() {
    assertEquals(1, complaints(Kind.MARKDOWN, " \n").size());
    assertEquals(1, complaints(Kind.CODE, "").size());
  }

  @Test
  void ordinary_code_and_all_text_pass() {
    assertEquals(List.of(), complaints(Kind.CODE, "int a = 7 % 3;\nview.display(a);\nshow(a);"));
    assertTrue(complaints(Kind.MARKDOWN, "%\ndisplay(x)\n".repeat(20)).isEmpty());
  }
}
