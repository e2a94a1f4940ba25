package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager.ResultFlag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import unrolled.notebook.Show;

class JavaKernelTest {
  private static JavaKernel kernel;

  @BeforeAll
  static void start() {
    kernel = new JavaKernel(JavaShell.started());
  }

  @AfterAll
  static void shut_down() {
    kernel.onShutdown(false);
    Show.sink(bundle -> System.out.println(bundle.get("text/plain")));
  }

  private static Object form(DisplayData data, String mime) {
    return data.getData(MIMEType.parse(mime));
  }

  @Test
  void a_result_has_all_its_forms() throws CellException {
    DisplayData data = kernel.eval("Rich r = () -> Map.of(\"text/html\", \"<b>7</b>\");\nr");
    assertEquals("<b>7</b>", form(data, "text/html"));
    assertTrue(form(data, "text/plain").toString().contains("Lambda"));
  }

  @Test
  void nothing_is_shown_for_a_statement_and_null_for_null() throws CellException {
    assertNull(kernel.eval("int x = 3;"));
    assertEquals("null", form(kernel.eval("String none = null;\nnone"), "text/plain"));
    String mute = "class Mute { public String toString() { return null; } }\nnew Mute()";
    assertEquals("null", form(kernel.eval(mute), "text/plain"));
  }

  @Test
  void the_imports_that_notebooks_expect_are_made() throws CellException {
    DisplayData data =
        kernel.eval("Stream.of(Matrix.row(1, 2)).map(m -> m.cols()).collect(Collectors.toList())");
    assertEquals("[2]", form(data, "text/plain"));
  }

  @Test
  void an_error_keeps_its_name_and_its_lines() {
    var e = assertThrows(CellException.class, () -> kernel.eval("throw new Error(\"no\");"));
    assertEquals("Error", kernel.failure().name());
    assertEquals(
        List.of("java.lang.Error: no", "    this cell, line 1: throw new Error(\"no\");"),
        kernel.formatError(e));
  }

  @Test
  void errors_never_leave_the_kernel_as_errors() {
    for (String cell : List.of("throw new NoSuchMethodError();", "throw new ThreadDeath();")) {
      assertThrows(CellException.class, () -> kernel.eval(cell));
    }
  }

  @Test
  void completion_counts_letters_as_jupyter_does() {
    var options = kernel.complete("/* 😀 */ Math.floorM", 19);
    assertEquals(List.of("floorMod("), options.getReplacements());
    assertEquals(13, options.getSourceStart());
    assertEquals(19, options.getSourceEnd());
  }

  @Test
  void completion_gives_the_replaced_range() {
    var options = kernel.complete("int n = Math.floorM", 19);
    assertEquals(List.of("floorMod("), options.getReplacements());
    assertEquals(13, options.getSourceStart());
    assertEquals(19, options.getSourceEnd());
    assertNull(kernel.complete("no.such", 7));
  }

  @Test
  void inspection_gives_text_or_nothing() {
    assertTrue(
        form(kernel.inspect("Math.abs(1)", 6, false), "text/plain").toString().contains("abs(int"));
    assertNull(kernel.inspect("nothing", 2, false));
  }

  @Test
  void completeness_is_said_in_the_protocols_words() {
    assertEquals("complete", kernel.isComplete("1 + 1"));
    assertEquals("invalid", kernel.isComplete("%magic"));
    assertEquals("", kernel.isComplete("int f() {"));
  }

  @Test
  void history_is_found_by_place_and_by_pattern() throws CellException {

    kernel.eval("1 + 41");
    kernel.eval("2 + 42");
    kernel.eval("1 + 41");
    var history = kernel.getHistoryManager();
    List<HistoryEntry> last = history.lookupTail(2, Set.of(ResultFlag.INCLUDE_OUTPUT));
    assertEquals(List.of("2 + 42", "1 + 41"), last.stream().map(HistoryEntry::getInput).toList());
    assertEquals("44", last.get(0).getOutput());
    assertEquals(2, history.search("1 [+] 4?", 0, Set.of()).size());
    assertEquals(1, history.search("1 *", 0, Set.of(ResultFlag.UNIQUE)).size());
    assertEquals(0, history.search("1 .*", 0, Set.of()).size());
    int number = last.get(1).getCellNumber();
    assertEquals(1, history.lookupRange(0, number, number + 1, Set.of()).size());
    assertEquals(0, history.lookupRange(7, 0, 100, Set.of()).size());
  }

  @Test
  void what_is_not_to_be_kept_is_not_in_the_history() throws CellException {
    kernel.keepsHistory(false);
    kernel.eval("3 + 43");
    kernel.keepsHistory(true);
    assertEquals(0, kernel.getHistoryManager().search("3 + 43", 0, Set.of()).size());
  }

  @Test
  void expressions_beside_a_cell_have_a_value_or_an_error_each() {
    var values =
        kernel.values(Map.of("good", "6 * 7", "bad", "1 / 0", "none", "int z = 3;", "no", "zz z"));
    assertEquals(
        Map.of("status", "ok", "data", Map.of("text/plain", "42"), "metadata", Map.of()),
        values.get("good"));
    assertEquals("ArithmeticException", values.get("bad").get("ename"));
    assertEquals("int z = 3; has no value", values.get("none").get("evalue"));
    assertEquals("error", values.get("no").get("status"));
  }

  @Test
  void the_language_is_named_as_other_kernels_name_it() {
    assertEquals("java", kernel.getLanguageInfo().getName());
    assertTrue(kernel.getBanner().contains(Runtime.version().toString()));
  }
}
