package unrolled.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import unrolled.jupyter.Jupyter;
import unrolled.jupyter.KernelRunner;
import unrolled.jupyter.NotebookRunner;
import unrolled.jupyter.OtherKernel;
import unrolled.jupyter.Setup;
import unrolled.jupyter.ShellRunner;
import unrolled.notebook.CellFailure;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;
import unrolled.notebook.book.Book;

/** Executes notebooks and writes the book. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Executes notebooks and writes the book to target/book.",
      "It stops at the first cell that fails. The book has the chapters with their outputs,",
      "the ledger of claims and the glossary."
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "0..*",
      description = "number, name or path; all notebooks when none is given")
  private List<String> names = List.of();

  @Option(names = "--kernel", description = "through a Jupyter kernel instead of inside this JVM")
  private boolean kernel;

  @Option(
      names = "--under",
      paramLabel = "KERNEL",
      description =
          "through the Jupyter kernel of another project: ijava, jjava or rapaio, once"
              + " ./unrolled setup KERNEL has told where it is")
  private Optional<String> under = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "time for one notebook (default: ${DEFAULT-VALUE})")
  private int limit;

  @Override
  public Integer call() {
    if (kernel && under.isPresent()) {
      throw Problem.wrongUse("--kernel is this checkout's kernel; with --under leave it out.");
    }
    if (limit < 1) {
      throw Problem.wrongUse("--limit " + limit + ": a notebook needs at least one second.");
    }
    List<Path> files = new NotebookNames(Checkout.notebooks(), Checkout.typedIn()).files(names);
    List<Notebook> notebooks = files.stream().map(NotebookFile::read).toList();
    var book = new Book(Checkout.notebooks(), Checkout.book());
    notebooks.forEach(book::check);
    List<NotebookRun> runs = runs(notebooks, runner());
    Book.Summary summary = book.add(runs);
    for (NotebookRun run : runs) {
      run.failure().map(CellFailure::message).ifPresent(System.err::println);
    }
    System.out.println(summary.words());
    System.out.println("The book: " + book.index());
    return summary.failed() == 0 ? 0 : Problem.FAILED;
  }

  private NotebookRunner runner() {
    var time = Duration.ofSeconds(limit);
    Path home = Checkout.home();
    if (under.isPresent()) {
      OtherKernel other = KernelNames.other(under.get());
      if (!Setup.isWritten(home, other.word())) {
        throw Problem.missing(
            "%s is not set up: ./unrolled setup %s --jar FILE tells where it is. Expected %s."
                .formatted(other.title(), other.word(), other.source()));
      }
      return new KernelRunner(home, jupyter(home), other, time);
    }
    if (!kernel) {
      return new ShellRunner(time);
    }
    Setup.kernelSpec(home);
    return new KernelRunner(home, jupyter(home), time);
  }

  private static Jupyter jupyter(Path home) {
    return Jupyter.find(home)
        .orElseThrow(
            () -> Problem.missing("There is no Jupyter here; ./unrolled setup installs it."));
  }

  private static List<NotebookRun> runs(List<Notebook> notebooks, NotebookRunner runner) {
    var runs = new ArrayList<NotebookRun>();
    for (Notebook notebook : notebooks) {
      int cells = notebook.runnable().size();
      var line = new ProgressLine(System.out, Terminal.isWatched(), notebook.name(), "cells");
      line.at(0, cells);
      NotebookRun run = runner.run(notebook, line);
      line.end(run.failure().isEmpty());
      runs.add(run);
      if (run.failure().isPresent()) {
        break;
      }
    }
    return runs;
  }
}
