package unrolled.notebook;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of executing a notebook.
 *
 * @param notebook the notebook with the outputs of the cells that ran
 * @param time how long it took, the start of the session included
 * @param failure the cell at which it stopped, empty when all cells did what they should
 */
public record NotebookRun(Notebook notebook, Duration time, Optional<CellFailure> failure) {}
