package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import unrolled.notebook.CellOutput.Failed;
import unrolled.notebook.CellOutput.Printed;
import unrolled.notebook.CellOutput.Shown;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookRun;

class ShellRunnerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final List<NotebookCell> cells = new ArrayList<>();

  private void cell(String source, String... tags) {
    cells.add(new NotebookCell("c" + cells.size(), Kind.CODE, source, Set.of(tags)));
  }

  private NotebookRun run() {
    return run(MINUTE);
  }

  private NotebookRun run(Duration limit) {
    return new ShellRunner(limit).run(new Notebook("03-trial", cells), (done, all) -> {});
  }

  private static String message(NotebookRun run) {
    return run.failure().orElseThrow().message();
  }

  @Test
  void what_a_cell_prints_shows_and_returns_is_kept_in_order() {
    cell(
        """
        System.out.print("é1 ");
        System.out.println("2");
        System.err.println("3");
        show("4");
        System.out.println("5");
        6
        """);
    assertEquals(
        List.of(
            new Printed(false, "é1 2\n"),
            new Printed(true, "3\n"),
            new Shown(false, Map.of("text/plain", "4")),
            new Printed(false, "5\n"),
            new Shown(true, Map.of("text/plain", "6"))),
        run().notebook().cells().get(0).outputs());
  }

  @Test
  void a_failing_cell_is_named_with_its_line_and_ends_the_run() {
    cell("int a = 1;");
    cell("");
    cell("// a comment\nint b = a / (a - 1);");
    cell("int c = 3;");
    NotebookRun run = run();
    assertEquals(
        """
        03-trial: cell [2] failed at line 2: int b = a / (a - 1);
          java.lang.ArithmeticException: / by zero""",
        message(run));
    assertTrue(run.notebook().cells().get(2).outputs().get(0) instanceof Failed);
    assertTrue(run.notebook().cells().get(3).number().isEmpty());
  }

  @Test
  void a_cell_that_does_not_compile_is_named_with_its_line() {
    cell("int a = 1;\nint b = zz;");
    String message = message(run());
    assertTrue(message.startsWith("03-trial: cell [1] failed at line 2: int b = zz;\n"), message);
    assertTrue(message.contains("cannot find symbol: variable zz"), message);
  }

  @Test
  void a_value_that_cannot_be_drawn_fails_its_cell() {
    cell("var empty = unrolled.notebook.Charts.lines(\"Loss\", \"x\", \"y\");");
    cell("empty");
    String asValue = message(run());
    assertTrue(asValue.contains("cell [2] failed"), asValue);
    assertTrue(asValue.contains("The chart “Loss” has nothing to draw"), asValue);
    cells.remove(1);
    cell("unrolled.notebook.Show.show(empty);");
    String shown = message(run());
    assertTrue(shown.contains("cell [2] failed"), shown);
    assertTrue(shown.contains("The chart “Loss” has nothing to draw"), shown);
  }

  @Test
  void a_cell_that_is_meant_to_fail_may() {
    cell("throw new IllegalStateException(\"meant\");", NotebookCell.RAISES);
    cell("int after = 1;");
    NotebookRun run = run();
    assertTrue(run.failure().isEmpty());
    assertEquals(2, run.notebook().cells().get(1).number().getAsInt());
  }

  @Test
  void a_cell_that_is_meant_to_fail_and_passes_is_an_error() {
    cell("int a = 1;", NotebookCell.RAISES);
    assertEquals(
        "03-trial: cell [1] failed\n  it is tagged raises-exception, but it did not fail",
        message(run()));
  }

  @Test
  void a_cell_that_is_to_be_skipped_is_not_run() {
    cell("throw new IllegalStateException();", NotebookCell.SKIP);
    NotebookRun run = run();
    assertTrue(run.failure().isEmpty());
    assertTrue(run.notebook().cells().get(0).number().isEmpty());
  }

  @Test
  void each_notebook_has_a_session_of_its_own() {
    cell("int secret = 1;");
    run();
    cells.clear();
    cell("secret");
    assertTrue(message(run()).contains("cannot find symbol: variable secret"));
  }

  @Test
  void an_endless_cell_is_stopped_and_named() {
    cell("System.out.println(\"begun\");\nwhile (true) { }");
    NotebookRun run = run(Duration.ofSeconds(2));
    assertEquals(
        "03-trial: cell [1] failed\n"
            + "  the notebook is allowed 2 s in all, and this cell was still running",
        message(run));
    assertEquals(new Printed(false, "begun\n"), run.notebook().cells().get(0).outputs().get(0));
  }

  @Test
  void the_streams_are_afterwards_as_they_were() {
    var out = System.out;
    var err = System.err;
    var in = System.in;
    cell("System.in.read()");
    NotebookRun run = run();
    assertEquals(
        new Shown(true, Map.of("text/plain", "-1")),
        run.notebook().cells().get(0).outputs().get(0));
    assertSame(out, System.out);
    assertSame(err, System.err);
    assertSame(in, System.in);
  }

  @Test
  void progress_counts_the_cells_that_run() {
    cell("1");
    cell("2", NotebookCell.SKIP);
    cell("3");
    var seen = new ArrayList<String>();
    new ShellRunner(MINUTE)
        .run(new Notebook("a", cells), (done, all) -> seen.add(done + "/" + all));
    assertEquals(List.of("1/2", "2/2"), seen);
  }
}
