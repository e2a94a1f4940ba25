package unrolled.jupyter;

import unrolled.notebook.Notebook;
import unrolled.notebook.NotebookRun;

/** Executes notebooks, each in a session of its own. */
public interface NotebookRunner {
  /** Told how far a run is. */
  @FunctionalInterface
  interface Progress {
    /**
     * A cell is done.
     *
     * @param done how many cells are
     * @param all how many there are to run
     */
    void at(int done, int all);
  }

  /** Runs the cells in order, until the first one that does not do what it should. */
  NotebookRun run(Notebook notebook, Progress progress);
}
