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
  /** How long one start may take; where some hang, they are given up sooner. */
  private static final Duration ONLY_START = Duration.ofSeconds(60);

  private static final Duration ONE_OF_STARTS = Duration.ofSeconds(20);

  private final Path home;
  private final Jupyter jupyter;
  private final String kernel;
  private final int starts;
  private final Duration limit;

  /**
   * A runner on the kernel {@code java} that {@link Setup} has written.
   *
   * @param home the checkout, in which the cells run
   * @param jupyter brings the client
   * @param limit how long a notebook may take once the kernel has started
   */
  public KernelRunner(Path home, Jupyter jupyter, Duration limit) {
    this(home, jupyter, Setup.KERNEL, 1, limit);
  }

  /** A runner on another kernel that {@link Setup} has written. */
  public KernelRunner(Path home, Jupyter jupyter, OtherKernel kernel, Duration limit) {
    this(home, jupyter, kernel.word(), kernel.starts(), limit);
  }

  private KernelRunner(Path home, Jupyter jupyter, String kernel, int starts, Duration limit) {
    this.home = home;
    this.jupyter = jupyter;
    this.kernel = kernel;
    this.starts = starts;
    this.limit = limit;
  }

  @Override
  public NotebookRun run(Notebook notebook, Progress progress) {
    long start = System.nanoTime();
    var record = new RunRecord(notebook, progress);
    try (var driver = new Driver(jupyter.command())) {
      start(driver, notebook);
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

  private void start(Driver driver, Notebook notebook) {
    Duration one = starts == 1 ? ONLY_START : ONE_OF_STARTS;
    var begin = new JsonObject();
    begin.addProperty("notebook", NotebookFile.canonical(notebook));
    begin.addProperty("folder", home.toString());
    begin.addProperty("kernel", kernel);
    begin.addProperty("starts", starts);
    begin.addProperty("seconds", one.toSeconds());
    driver.tell(begin);
    // What hangs has to be ended, too, before the next start.
    Optional<JsonObject> ready = driver.answer(one.multipliedBy(2L * starts));
    int hung = ready.map(answer -> answer.get("hung").getAsInt()).orElse(starts);
    if (hung == starts) {
      throw new KernelUnavailable(
          "The kernel \"%s\" did not start within %d s%s."
              .formatted(kernel, one.toSeconds(), starts == 1 ? "" : ", " + starts + " times"));
    }
    if (hung > 0) {
      System.err.printf(
          "%s: the kernel \"%s\" hung at its start, as it does now and then; it came up at start"
              + " %d.%n",
          notebook.name(), kernel, hung + 1);
    }
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
