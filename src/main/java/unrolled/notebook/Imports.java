package unrolled.notebook;

import java.util.ArrayList;
import java.util.List;

/**
 * The imports of a notebook of this course: one block for all, so that what a learner has read in
 * one notebook can be typed in any other. {@code ./unrolled format} writes it.
 */
public final class Imports {
  /** The block, as a cell has it. */
  public static final String BLOCK =
      """
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;
      import tech.tablesaw.api.*;
      import unrolled.cell.*;
      import unrolled.data.*;
      import unrolled.exercise.*;
      import unrolled.experiment.*;
      import unrolled.layer.*;
      import unrolled.matrix.*;
      import unrolled.model.*;
      import unrolled.nn.*;
      import unrolled.notebook.*;
      import unrolled.train.*;
      import static unrolled.notebook.Workbook.*;"""
          .stripTrailing();

  private Imports() {}

  /** The notebook with the block in the place of each cell that has nothing but imports. */
  public static Notebook written(Notebook notebook) {
    List<NotebookCell> cells = new ArrayList<>();
    for (NotebookCell cell : notebook.cells()) {
      cells.add(
          isImports(cell) ? new NotebookCell(cell.id(), cell.kind(), BLOCK, cell.tags()) : cell);
    }
    return new Notebook(notebook.name(), cells);
  }

  private static boolean isImports(NotebookCell cell) {
    return cell.runs()
        && cell.source().lines().allMatch(line -> line.isBlank() || line.startsWith("import "));
  }
}
