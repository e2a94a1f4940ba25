package e28_rows_that_go_on;

import unrolled.matrix.Matrix;

/** Your batches of a text. The statement is in README.md, beside this file. */
public final class MyRowsThatGoOn implements RowsThatGoOn {
  @Override
  public Batch batch(Matrix text, int rows, int steps, int index) {
    // TODO: where does row n of this batch begin? For each step one matrix of the tokens that the
    //       rows read, and one of those that come next. Delete the next line.
    throw new UnsupportedOperationException("e28: not written yet");
  }
}
