package unrolled.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import unrolled.exercise.Check;
import unrolled.exercise.Exercise;
import unrolled.exercise.PlayerFolder;
import unrolled.grade.Grader;
import unrolled.grade.Order;
import unrolled.grade.intake.Shard;
import unrolled.grade.report.Reports;
import unrolled.grade.sandbox.Level;
import unrolled.jupyter.ShellRunner;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.book.Book;

/**
 * Does once what the commands do: the launcher has the JVM write down which classes that takes, and
 * makes the archive of them that later starts map into memory.
 */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Does once what the commands do; the launcher runs it.")
final class WarmUpCommand implements Callable<Integer> {
  private static final String CELL =
      """
      var product = Matrix.row(1, 2).matmul(Matrix.of(new double[][] {{3}, {4}}));
      var chart = Charts.lines("A chart", "x", "y");
      chart.addSeries("y", product.data());
      show(chart)
      """;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("unrolled-warm-up");
    try {
      var quiet = new PrintStream(OutputStream.nullOutputStream());
      Notebook notebook = notebook();
      NotebookRun run = new ShellRunner(Duration.ofMinutes(1)).run(notebook, (done, all) -> {});
      boolean ran = new Book(folder, folder).add(List.of(run)).failed() == 0;
      var typed = new ByteArrayInputStream("1 + 1\n/exit\n".getBytes(StandardCharsets.UTF_8));
      int left = JShellCommand.start(shell -> shell.in(typed, null).out(quiet).err(quiet));
      Check.run("e01");
      PlayerFolder.prepare();
      grade(Exercise.of("e01"), folder);
      return ran && left == 0 ? 0 : Problem.FAILED;
    } finally {
      delete(folder);
    }
  }

  /** A class of one student, who hands in what there is; in the sandbox that there is. */
  private static void grade(Exercise exercise, Path folder) throws IOException {
    if (Files.notExists(exercise.answer())) {
      return;
    }
    Path handIns = folder.resolve("class");
    Path own = Files.createDirectories(handIns.resolve("student").resolve(exercise.folder()));
    Files.copy(exercise.answer(), own.resolve(exercise.answer().getFileName()));
    var order =
        new Order(
            handIns,
            folder.resolve("graded"),
            List.of(exercise),
            Optional.empty(),
            1,
            1,
            Shard.ALL,
            Level.PROCESS,
            Optional.empty(),
            Set.of(),
            Optional.empty());
    Grader.Outcome outcome = Grader.of(order).grade((done, all) -> {});
    GradebookFiles.write(outcome.gradebook(), order.out(), Reports.Choice.DEFAULT);
  }

  private static Notebook notebook() {
    var cell = new NotebookCell("one", NotebookCell.Kind.CODE, CELL, java.util.Set.of());
    return new Notebook("warm-up", List.of(cell));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
