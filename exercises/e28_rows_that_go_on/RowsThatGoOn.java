package e28_rows_that_go_on;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * A long text cut into batches, of which each row goes on where the same row of the batch before
 * stopped.
 *
 * <pre>{@code
 * part          = (L − 1) / rows, rounded down    how many tokens belong to a row
 * from(n)       = n · part + index · steps        where row n of batch index begins
 *
 * inputs[t], row n  = token from(n) + t           t = 0 … steps − 1
 * targets[t], row n = token from(n) + t + 1       what comes next there
 * }</pre>
 *
 * <p>L tokens in the text, counted from 0; D numbers for a token.
 */
@About(
    title = "Rows that go on",
    points = 10,
    notebook = "11",
    buildsOn = {"e06"})
public interface RowsThatGoOn {
  /**
   * A batch.
   *
   * @param inputs what is read: a matrix for each step, a row of it for each row of the batch
   * @param targets what comes next at each place, in the same order
   */
  record Batch(
      @Shape("steps × rows × D") Matrix[] inputs, @Shape("steps × rows × D") Matrix[] targets) {}

  /**
   * Cuts one batch out of a text. Writes into none of its inputs.
   *
   * @param text a token in each row, the first at row 0. The random texts of the check have 50,
   *     100, … tokens, so the shape says 50Y; other texts have other lengths
   * @param rows how many rows a batch has
   * @param steps how many tokens of a row are in one batch
   * @param index which batch, the first is 0; the text is long enough for it
   */
  Batch batch(
      @Shape("50Y × D") Matrix text,
      @Range(low = 2, high = 5) int rows,
      @Range(low = 2, high = 5) int steps,
      @Range(low = 0, high = 3) int index);
}
