package unrolled.grade.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.exercise.Home;
import unrolled.grade.compile.Compilation;
import unrolled.grade.judge.Attempts;

/** Answers that were written in the cells of a notebook. */
class NotebookHandInTest {
  private static final String IMPORTS =
      """
      import java.util.*;
      import static java.lang.Math.tanh;
      import tech.tablesaw.api.*;
      import unrolled.matrix.*;
      import static unrolled.notebook.Workbook.*;
      """;
  private static final String STEP =
      """
      class MyRnnStep implements e05_rnn_step.RnnStep {
          public Matrix forward(Matrix x, Matrix hPrev, Matrix Wx, Matrix Wh, Matrix b) {
              return x.matmul(Wx).plus(hPrev.matmul(Wh)).plusRow(b).map(v -> tanh(v));
          }
      }
      """;

  private static Attempts attempts;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    attempts = new Attempts();
  }

  @AfterAll
  static void close() {
    attempts.close();
  }

  private static Map<String, Object> cell(String source, String... tags) {
    return Map.of(
        "cell_type",
        "code",
        "execution_count",
        1,
        "metadata",
        Map.of("tags", List.of(tags), "scrolled", true),
        "outputs",
        List.of(Map.of("output_type", "display_data", "data", Map.of("image/png", "AAAA"))),
        "source",
        source.lines().map(line -> line + "\n").toList());
  }

  private static String notebook(Object... cells) {
    var all = new ArrayList<Object>();
    all.add(Map.of("cell_type", "markdown", "metadata", Map.of(), "source", "class MyRnnStep {"));
    all.addAll(List.of(cells));
    return new Gson()
        .toJson(Map.of("cells", all, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 5));
  }

  private Contents read(String notebook) {
    var collected = new Collected(folder);
    collected.file("ann.ipynb", notebook);
    return collected.only();
  }

  private static Compilation compiled(Contents read) {
    return attempts.compiled(read.answers().get("e05"));
  }

  @Test
  void a_tagged_cell_becomes_the_learners_file() {
    Contents read =
        read(notebook(cell(IMPORTS), cell(STEP, "e05"), cell("check(new MyRnnStep())")));
    assertEquals(List.of(), read.notes());
    assertEquals("", compiled(read).problem());
    assertTrue(Collected.answer(read).startsWith("package e05_rnn_step; import java.util.*;"));
    assertTrue(Collected.answer(read).endsWith(STEP), Collected.answer(read));
  }

  @Test
  void a_package_line_in_a_cell_is_passed_over() {
    Contents read = read(notebook(cell("package e05_rnn_step;\n" + IMPORTS + STEP)));
    assertEquals(List.of(), read.notes());
    assertEquals("", compiled(read).problem());
  }

  @Test
  void a_cell_without_its_tag_is_known_by_the_class() {
    assertEquals("", compiled(read(notebook(cell(IMPORTS), cell(STEP)))).problem());
  }

  @Test
  void classes_methods_and_variables_of_tagged_cells_go_along() {
    String step = STEP.replace("v -> tanh(v)", "new MySquash()::of");
    String squash =
        """
        // my own
        public class MySquash {
            double of(double v) { return ONE * squash(v); }
        }
        double squash(double v) { return tanh(v); }
        double ONE = 1
        """;
    Contents read =
        read(
            notebook(
                cell(IMPORTS),
                cell(step, "e05"),
                cell(squash, "e05"),
                cell("check(new MyRnnStep())", "e05")));
    assertEquals("", compiled(read).problem());
    assertEquals(3, read.answers().get("e05").sources().size());
  }

  @Test
  void the_last_cell_that_declares_a_class_holds_as_in_a_notebook() {
    String wrong = STEP.replace("return", "return null; //");
    Contents read = read(notebook(cell(IMPORTS), cell(wrong), cell(STEP)));
    assertTrue(Collected.answer(read).endsWith(STEP));
    assertEquals(
        List.of("ann.ipynb declares MyRnnStep more than once; the last one that compiles counts."),
        read.notes());
  }

  private static String remark(Contents read) {
    Compilation compiled = compiled(read);
    assertEquals("", compiled.problem());
    return compiled.remark();
  }

  @Test
  void of_several_the_last_that_compiles_counts_and_which_one_is_said() {
    String broken = STEP.replace("tanh", "tan_h");
    Contents read = read(notebook(cell(IMPORTS), cell(STEP, "e05"), cell(broken, "e05")));
    assertEquals("Taken: MyRnnStep of code cell 2.", remark(read));
  }

  @Test
  void a_scratch_cell_that_is_no_Java_takes_nothing_away() {
    Contents read =
        read(notebook(cell(IMPORTS), cell(STEP, "e05"), cell("Matrix q = foo(", "e05")));
    assertEquals("", remark(read));
    assertEquals(List.of(), read.notes());
    read = read(notebook(cell(IMPORTS), cell(STEP, "e05"), cell(STEP.substring(0, 90), "e05")));
    assertEquals("", remark(read));
    assertEquals(
        List.of(
            "ann.ipynb declares MyRnnStep again in code cell 3, which cannot be read as Java; code"
                + " cell 2 counts."),
        read.notes());
  }

  @Test
  void an_older_version_in_a_comment_is_no_answer() {
    String old = "/*\n" + STEP.replace("tanh(v)", "v") + "*/\nint x = 1;";
    Contents read = read(notebook(cell(IMPORTS), cell(STEP, "e05"), cell(old)));
    assertTrue(Collected.answer(read).endsWith(STEP));
    assertEquals(List.of(), read.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Helper", "MyHelper"})
  void a_class_of_another_cell_goes_along_whatever_its_name(String name) {
    String helper = "class " + name + " { static double t(double v) { return Math.tanh(v); } }";
    String step = STEP.replace("v -> tanh(v)", name + "::t");
    assertEquals("", remark(read(notebook(cell(IMPORTS), cell(helper), cell(step, "e05")))));
    assertEquals("", remark(read(notebook(cell(IMPORTS), cell(step), cell(helper)))));
  }

  @Test
  void a_variable_and_a_method_of_another_cell_go_along_only_if_they_are_needed() {
    String step = STEP.replace("tanh(v)", "tanh(once(v) * factor)");
    Contents read =
        read(
            notebook(
                cell(IMPORTS),
                cell("double factor = 1.0;\nMatrix x = trained().weights();"),
                cell("double once(double v) { return v; }"),
                cell(step, "e05")));
    // The notebook has a variable x; the answer's x is its own, and does not bring it along.
    assertEquals(
        "Taken: MyRnnStep of code cell 4, with factor of code cell 2, once of code cell 3.",
        remark(read));
    read = read(notebook(cell(IMPORTS), cell("Matrix x = trained();"), cell(STEP, "e05")));
    assertEquals("", remark(read));
  }

  private static final String IDLE = "Matrix squash(Matrix m) { return m; }";
  private static final String SQUASH = "Matrix squash(Matrix m) { return m.map(Math::tanh); }";
  private static final String SQUASHED =
      STEP.replaceFirst("return (.*)\\.map.*;", "return squash($1);");

  private static String cells(Contents read) {
    return read.answers().get("e05").others().get(0).sources().get("e05_rnn_step/MyCells.java");
  }

  @Test
  void a_method_that_a_later_cell_mends_counts_in_its_last_version() {
    Contents read = read(notebook(cell(IMPORTS), cell(IDLE), cell(SQUASHED), cell(SQUASH)));
    assertEquals("Taken: MyRnnStep of code cell 3, with squash of code cell 4.", remark(read));
    assertTrue(cells(read).contains("tanh"), cells(read));
  }

  @Test
  @Timeout(60)
  void of_two_methods_before_the_answer_the_second_counts() {
    Contents read =
        read(notebook(cell(IMPORTS), cell(IDLE, "e05"), cell(SQUASH, "e05"), cell(SQUASHED)));
    assertEquals("", remark(read));
    assertEquals(List.of(), read.notes());
  }

  @Test
  void a_method_that_a_later_cell_breaks_counts_as_it_was() {
    String broken = SQUASH.replace("m.map", "m.mop");
    Contents read = read(notebook(cell(IMPORTS), cell(SQUASH), cell(SQUASHED), cell(broken)));
    assertEquals("Taken: MyRnnStep of code cell 3, with squash of code cell 2.", remark(read));
  }

  @Test
  void a_class_that_a_later_cell_mends_counts_in_its_last_version_and_that_is_said() {
    String helper = "class Helper { static double t(double v) { return v; } }";
    String mended = helper.replace("return v", "return Math.tanh(v)");
    String step = STEP.replace("v -> tanh(v)", "Helper::t");
    Contents read = read(notebook(cell(IMPORTS), cell(helper), cell(step), cell(mended)));
    assertEquals("", remark(read));
    String counts = read.answers().get("e05").sources().get("e05_rnn_step/Helper.java");
    assertTrue(counts.contains("tanh"), counts);
    assertEquals(
        List.of(
            "ann.ipynb declares Helper again in code cell 4, after MyRnnStep in code cell 3; the"
                + " last version counts if it compiles with it."),
        read.notes());
  }

  @Test
  void a_plain_value_that_a_cell_sets_goes_along_and_one_that_it_computes_is_said() {
    String step = STEP.replace("tanh(v)", "tanh(v) + EPS");
    Object[] cells = {
      cell(IMPORTS), cell("double EPS = 0.5"), cell("EPS = 0.0"), cell(step, "e05")
    };
    Contents read = read(notebook(cells));
    assertEquals(
        "Taken: MyRnnStep of code cell 4, with EPS of code cell 2, EPS = 0.0 of code cell 3.",
        remark(read));
    assertTrue(cells(read).contains("static { EPS = 0.0; }"), cells(read));
    assertEquals(List.of(), read.notes());
    cells[2] = cell("for (int EPS = 3; EPS < 4; EPS++) {}\nEPS -= 0.5");
    read = read(notebook(cells));
    assertEquals("Taken: MyRnnStep of code cell 4, with EPS of code cell 2.", remark(read));
    assertEquals(
        List.of(
            "ann.ipynb sets EPS again in code cell 3, which the grader does not run; what code cell"
                + " 2 gives it counts."),
        read.notes());
  }

  @Test
  void a_class_of_another_name_that_implements_the_contract_is_taken_and_that_is_said() {
    Contents read = read(notebook(cell(IMPORTS), cell(STEP.replace("MyRnnStep", "JanesStep"))));
    assertEquals("", remark(read));
    assertEquals(
        List.of(
            "ann.ipynb has no class MyRnnStep; JanesStep of code cell 2 implements RnnStep and was"
                + " taken."),
        read.notes());
  }

  @Test
  void a_starter_that_nobody_has_touched_gives_way_wherever_it_stands() {
    String starter =
        STEP.replaceFirst(
            "return .*", "throw new UnsupportedOperationException(\"e05: not written yet\");");
    for (Object[] cells :
        List.of(
            new Object[] {cell(starter), cell(STEP)}, new Object[] {cell(STEP), cell(starter)})) {
      Contents read = read(notebook(cells));
      assertTrue(Collected.answer(read).endsWith(STEP));
      assertEquals(List.of(), read.notes());
    }
  }

  @Test
  void a_notebook_without_an_answer_is_said() {
    assertEquals(
        List.of(
            "ann.ipynb holds no answer: no cell is tagged e01, e05, or declares such a class.",
            "There is no answer in it: no MyOneHot.java, MyRnnStep.java."),
        read(notebook(cell("int x = 1;"))).notes());
  }

  @Test
  void code_that_is_not_to_be_understood_is_left_to_the_compiler() {
    String broken = STEP.substring(0, STEP.lastIndexOf('}'));
    String problem = compiled(read(notebook(cell(IMPORTS), cell(broken, "e05")))).problem();
    assertEquals(
        "It does not compile with Java "
            + Runtime.version().feature()
            + ":\n  e05_rnn_step/MyRnnStep.java:4: reached end of file while parsing",
        problem);
  }

  @Test
  void the_lines_of_a_complaint_are_those_of_the_class() {
    String problem =
        compiled(read(notebook(cell(IMPORTS), cell(STEP.replace("tanh", "tan_h"))))).problem();
    assertTrue(problem.contains("MyRnnStep.java:3: cannot find symbol"), problem);
  }

  @Test
  void what_an_answer_may_not_use_is_not_there() {
    String step = STEP.replace("v -> tanh(v)", "v -> between(0, 1) == null ? 0 : v");
    String problem = compiled(read(notebook(cell(IMPORTS), cell(step)))).problem();
    assertTrue(problem.contains("cannot find symbol"), problem);
  }

  @Test
  void every_cell_of_the_course_in_which_an_answer_is_written_has_its_tag() throws Exception {
    Pattern answer = Pattern.compile("class My\\w+ implements (e\\d\\d)_");
    int cells = 0;
    try (Stream<Path> notebooks = Files.list(Home.path().resolve("notebooks"))) {
      for (Path notebook : notebooks.filter(file -> file.toString().endsWith(".ipynb")).toList()) {
        for (NotebookText.Cell cell : NotebookText.cells(Files.readString(notebook))) {
          Matcher found = answer.matcher(cell.source());
          if (found.find()) {
            assertEquals(Set.of(found.group(1)), cell.tags(), notebook.toString());
            cells++;
          }
        }
      }
    }
    assertTrue(cells >= 2, cells + " cells");
  }

  @Test
  void an_untouched_notebook_gives_way_to_the_file_that_was_written() throws Exception {
    var collected = new Collected(folder);
    collected.file(
        "ann/notebooks/03.ipynb",
        Files.readString(Home.path().resolve("notebooks/03-hidden-state.ipynb")));
    collected.file("ann/MyRnnStep.java", Collected.GOOD);
    Contents read = collected.only();
    assertEquals(List.of(), read.notes());
    assertEquals(Collected.GOOD, Collected.answer(read));
  }

  @Test
  void of_a_cell_and_a_file_the_one_that_counts_is_said() {
    var collected = new Collected(folder);
    collected.file("ann/03.ipynb", notebook(cell(IMPORTS), cell(STEP, "e05")));
    collected.file("ann/e05_rnn_step/MyRnnStep.java", Collected.GOOD);
    Contents read = collected.only();
    assertEquals(
        List.of(
            "e05: there are 2 answers, 03.ipynb, e05_rnn_step/MyRnnStep.java; the last of these"
                + " counts."),
        read.notes());
    assertEquals(Collected.GOOD, Collected.answer(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"cells\": 3}",
        "{\"cells\": [3]}",
        "{\"cells\": [{\"cell_type\": {}}]}",
        "{\"cells\": [{\"metadata\": []}]}",
        "{\"cells\": [{\"source\": [[\"x\"]]}]}",
        "not json"
      })
  void what_is_no_notebook_is_said(String text) {
    assertEquals(
        List.of(
            "ann.ipynb is not a notebook, or a damaged one, and is ignored.",
            "There is no answer in it: no MyOneHot.java, MyRnnStep.java."),
        read(text).notes());
  }

  @Test
  void cells_that_are_too_long_are_not_looked_at() {
    assertEquals(
        "ann.ipynb is with more than 256 kB of code for e05, and is ignored.",
        read(notebook(cell(STEP + "//" + "x".repeat(300 << 10), "e05"))).notes().get(0));
  }

  @Test
  @Timeout(60)
  void a_notebook_made_to_be_hard_to_read_is_read_in_time() {
    String deep = "{\"cells\": " + "[".repeat(100_000);
    assertTrue(read(deep).answers().isEmpty());
    String nested = STEP.replace("return", "int i = " + "(".repeat(50_000) + ";");
    assertTrue(compiled(read(notebook(cell(nested, "e05")))).problem().length() > 0);
    Contents many = read(notebook(cell(";".repeat(100_000) + STEP, "e05")));
    assertEquals(1, many.answers().size());
  }
}
