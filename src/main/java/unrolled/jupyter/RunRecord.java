package unrolled.jupyter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import unrolled.jupyter.NotebookRunner.Progress;
import unrolled.notebook.CellFailure;
import unrolled.notebook.CellOutput;
import unrolled.notebook.CellOutput.Printed;
import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookCell;
import unrolled.notebook.NotebookRun;

/** A run as it goes: decides after each cell whether it did what it should. */
final class RunRecord {
  private final Notebook notebook;
  private final Progress progress;
  private final List<NotebookCell> runnable;
  private final Map<String, NotebookCell> executed = new HashMap<>();
  private Optional<CellFailure> failure = Optional.empty();
  private Optional<String> outOfTime = Optional.empty();
  private Optional<NotebookCell> running = Optional.empty();
  private boolean closed;

  RunRecord(Notebook notebook, Progress progress) {
    this.notebook = notebook;
    this.progress = progress;
    this.runnable = notebook.runnable();
  }

  String name() {
    return notebook.name();
  }

  List<NotebookCell> runnable() {
    return runnable;
  }

  synchronized void begin(NotebookCell cell) {
    running = Optional.of(cell);
  }

  /** The running cell is done; false when the run must stop here. */
  synchronized boolean end(List<CellOutput> outputs) {
    if (closed || running.isEmpty()) {
      return false;
    }
    int number = executed.size() + 1;
    NotebookCell cell = running.get().executed(number, joined(outputs));
    executed.put(cell.id(), cell);
    running = Optional.empty();
    failure = failure(cell, number);
    progress.at(number, runnable.size());
    return failure.isEmpty();
  }

  /** Text printed in several pieces is one piece: kernels differ in where they cut. */
  private static List<CellOutput> joined(List<CellOutput> outputs) {
    var joined = new ArrayList<CellOutput>();
    for (CellOutput output : outputs) {
      int last = joined.size() - 1;
      if (last >= 0
          && joined.get(last) instanceof Printed before
          && output instanceof Printed more
          && before.error() == more.error()) {
        joined.set(last, new Printed(before.error(), before.text() + more.text()));
      } else {
        joined.add(output);
      }
    }
    return joined;
  }

  synchronized void outOfTime(Duration limit) {
    outOfTime =
        Optional.of(
            "the notebook is allowed %d s in all, and this cell was still running"
                .formatted(limit.toSeconds()));
  }

  /** The running cell does not end: it is put on record as it is, and nothing is added later. */
  synchronized void abandon(List<CellOutput> outputs) {
    end(outputs);
    closed = true;
  }

  synchronized NotebookRun result(Duration time) {
    closed = true;
    var cells = notebook.cells().stream().map(this::asExecuted).toList();
    return new NotebookRun(new Notebook(notebook.name(), cells), time, failure);
  }

  private NotebookCell asExecuted(NotebookCell cell) {
    return executed.getOrDefault(cell.id(), cell.cleared());
  }

  private Optional<CellFailure> failure(NotebookCell cell, int number) {
    if (outOfTime.isPresent()) {
      return Optional.of(new CellFailure(name(), number, "", outOfTime.get()));
    }
    Optional<List<String>> error =
        cell.outputs().stream()
            .filter(CellOutput.Failed.class::isInstance)
            .map(failed -> ErrorReport.lines((CellOutput.Failed) failed))
            .findFirst();
    if (error.isEmpty() && cell.raises()) {
      return Optional.of(
          new CellFailure(
              name(), number, "", "it is tagged " + NotebookCell.RAISES + ", but it did not fail"));
    }
    return error
        .filter(lines -> !cell.raises())
        .map(
            lines ->
                new CellFailure(
                    name(),
                    number,
                    ErrorReport.faultyLine(lines, cell.source()),
                    String.join("\n", lines)));
  }
}
