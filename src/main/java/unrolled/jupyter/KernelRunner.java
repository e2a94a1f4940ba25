package unrolled.jupyter;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import unrolled.notebook.CellOutput;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookFile;
import unrolled.notebook.NotebookRun;

/**
 * Executes notebooks as Jupyter does: in a kernel, over Jupyter's protocol, by Jupyter's own client
 * {@code nbclient}.
 */
public final class KernelRunner implements NotebookRunner {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path home;
  private final Jupyter jupyter;
  private final Duration limit;

  /**
   * A runner on the kernel {@code java} that {@link Setup} has written.
   *
   * @param home the checkout, in which the cells run
   * @param jupyter brings the client
   * @param limit how long a notebook may take once the kernel has started
   */
  public KernelRunner(Path home, Jupyter jupyter, Duration limit) {
    this.home = home;
    this.jupyter = jupyter;
    this.limit = limit;
  }

  @Override
  public NotebookRun run(Notebook notebook, Progress progress) {
    long start = System.nanoTime();
    var record = new RunRecord(notebook, progress);
    try (var driver = new Driver(jupyter.command())) {
      driver.tell(begin(notebook));
      if (driver.answer(START).isEmpty()) {
        throw new KernelUnavailable("The kernel did not start within " + START.toSeconds() + " s.");
      }
      long end = System.nanoTime() + limit.toNanos();
      for (NotebookCell cell : record.runnable()) {
        record.begin(cell);
        int index = notebook.cells().indexOf(cell);
        if (!record.end(outputsOrEnd(driver, notebook, index, end, record))) {
          break;
        }
      }
    }
    return record.result(Duration.ofNanos(System.nanoTime() - start));
  }

  private JsonObject begin(Notebook notebook) {
    var begin = new JsonObject();
    begin.addProperty("notebook", NotebookFile.canonical(notebook));
    begin.addProperty("folder", home.toString());
    begin.addProperty("kernel", "java");
    return begin;
  }

  // A kernel that ends, for want of memory perhaps, ends with the cell that ran.
  private List<CellOutput> outputsOrEnd(
      Driver driver, Notebook notebook, int index, long end, RunRecord record) {
    try {
      return outputs(driver, notebook, index, end, record);
    } catch (KernelUnavailable ended) {
      var lines = ended.getMessage().lines().toList();
      return List.of(new CellOutput.Failed("Kernel ended", lines.get(0), lines));
    }
  }

  private List<CellOutput> outputs(
      Driver driver, Notebook notebook, int index, long end, RunRecord record) {
    // Zero seconds would mean for ever.
    var left = Duration.ofSeconds(Math.max(1, (end - System.nanoTime()) / 1_000_000_000));
    var order = new JsonObject();
    order.addProperty("index", index);
    order.addProperty("seconds", left.toSeconds());
    long patience = System.nanoTime() + left.toNanos();
    driver.tell(order);
    Optional<JsonObject> answer = driver.answer(left);
    if (answer.isEmpty() || System.nanoTime() >= patience) {
      record.outOfTime(limit);
    }
    return answer
        .map(cell -> NotebookFile.outputs(notebook.name(), cell.getAsJsonObject("cell").toString()))
        .orElse(List.of());
  }
}
