package unrolled.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookCell.Kind;
import unrolled.notebook.NotebookRun;

/** Needs a Jupyter on this machine. */
class KernelRunnerTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Notebook NOTEBOOK =
      new Notebook(
          "03-trial",
          List.of(
              new NotebookCell("t", Kind.MARKDOWN, "# Trial", Set.of()),
              cell("a", "System.out.print(\"1\");\nSystem.out.println(\"é\");\nshow(2);\n3"),
              cell("b", "System.err.println(\"4\");\nnew int[0][0] = 1;", NotebookCell.RAISES),
              cell("c", "int never;", NotebookCell.SKIP),
              cell("d", "int five = 5;\nint six = five / (five - 5);"),
              cell("e", "int never = 1;")));

  @TempDir Path home;

  private static NotebookCell cell(String id, String source, String... tags) {
    return new NotebookCell(id, Kind.CODE, source, Set.of(tags));
  }

  @Test
  void a_kernel_gives_the_outputs_and_words_of_the_headless_runner() {
    Optional<Jupyter> jupyter = Jupyter.find(home);
    assumeTrue(jupyter.isPresent(), "no Jupyter on this machine");
    Setup.kernelSpec(home);
    NotebookRun kernel =
        new KernelRunner(home, jupyter.get(), LIMIT).run(NOTEBOOK, (done, all) -> {});
    NotebookRun shell = new ShellRunner(LIMIT).run(NOTEBOOK, (done, all) -> {});
    assertEquals(
        "03-trial: cell [3] failed at line 2: int six = five / (five - 5);\n"
            + "  java.lang.ArithmeticException: / by zero",
        kernel.failure().map(CellFailure::message).orElseThrow());
    assertEquals(shell.failure(), kernel.failure());
    assertEquals(shell.notebook(), kernel.notebook());
  }

  @Test
  void a_kernel_that_nobody_has_set_up_is_named() {
    Optional<Jupyter> jupyter = Jupyter.find(home);
    assumeTrue(jupyter.isPresent(), "no Jupyter on this machine");
    var runner = new KernelRunner(home, jupyter.get(), OtherKernel.JJAVA, LIMIT);
    var e = assertThrows(KernelUnavailable.class, () -> runner.run(NOTEBOOK, (done, all) -> {}));
    assertEquals(
        "NoSuchKernel: No such kernel named jjava", e.getMessage().lines().findFirst().get());
  }
}
