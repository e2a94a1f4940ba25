package unrolled.jupyter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;

/**
 * Executes notebooks in this JVM through {@code jdk.jshell}: no Jupyter, no Python.
 *
 * <p>While a notebook runs, {@code System.in}, {@code out}, {@code err} and the sink of {@code
 * Show} are its own; afterwards they are as before. One run at a time.
 */
public final class ShellRunner implements NotebookRunner {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Duration limit;
  private final Supplier<JavaShell> session;

  /** A runner that gives each notebook as much time as {@code limit}. */
  public ShellRunner(Duration limit) {
    this(limit, JavaShell::started);
  }

  private ShellRunner(Duration limit, Supplier<JavaShell> session) {
    this.limit = limit;
    this.session = session;
  }

  /**
   * A runner whose sessions begin without any import. A notebook that runs here runs under every
   * Java kernel, whatever that kernel imports by itself.
   */
  public static ShellRunner withoutImports(Duration limit) {
    return new ShellRunner(limit, JavaShell::new);
  }

  @Override
  public NotebookRun run(Notebook notebook, Progress progress) {
    long start = System.nanoTime();
    var record = new RunRecord(notebook, progress);
    try (var capture = new Capture();
        var shell = session.get()) {
      var work = new FutureTask<Void>(() -> runAll(record, shell, capture), null);
      var thread = new Thread(work, "notebook " + notebook.name());
      thread.setDaemon(true);
      thread.start();
      await(work, shell, record, capture);
    }
    return record.result(Duration.ofNanos(System.nanoTime() - start));
  }

  private void await(FutureTask<Void> work, JavaShell shell, RunRecord record, Capture capture) {
    try {
      if (ended(work, limit)) {
        return;
      }
      record.outOfTime(limit);
      shell.interrupt();
      // From JDK 20 on nothing stops library code that does not listen; it is left behind.
      if (!ended(work, GRACE)) {
        record.abandon(capture.take());
      }
    } catch (InterruptedException e) {
      shell.interrupt();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run of " + record.name() + " was interrupted", e);
    }
  }

  private static boolean ended(FutureTask<Void> work, Duration time) throws InterruptedException {
    try {
      work.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the session of the notebook broke", e.getCause());
    }
  }

  private static void runAll(RunRecord record, JavaShell shell, Capture capture) {
    for (NotebookCell cell : record.runnable()) {
      record.begin(cell);
      Optional<CellException> error = run(shell, cell.source(), capture);
      error.ifPresent(capture::failed);
      if (!record.end(capture.take())) {
        return;
      }
    }
  }

  private static Optional<CellException> run(JavaShell shell, String source, Capture capture) {
    try {
      Object value = shell.run(source);
      if (value != JavaShell.NOTHING) {
        capture.shown(true, shell.bundle(value));
      }
      return Optional.empty();
    } catch (CellException e) {
      return Optional.of(e);
    }
  }
}
