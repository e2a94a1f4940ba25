package e31_windows_without_a_leak;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * A series cut into windows and answers, for training and for a test that has told nothing.
 *
 * <pre>{@code
 * cut     = T − test                      the first cut numbers are the training part
 * center  = mean of x_0 … x_(cut−1)
 * spread  = √(mean of (x − center)²)      over the same numbers; 1 if they are all the same
 * s_i     = (x_i − center) / spread       for all i
 *
 * row n   s_n … s_(n+steps−1) → s_(n+steps)         n = 0 … T − steps − 1
 * trainX, trainY   the rows whose answer lies before cut
 * testX, testY     the others: the answers are the last numbers of the series
 * }</pre>
 *
 * <p>T numbers in the series; the arrow stands before the answer of a row.
 */
@About(
    title = "Windows without a leak",
    points = 10,
    notebook = "12",
    buildsOn = {"e01"})
public interface WindowsWithoutALeak {
  /**
   * What comes out.
   *
   * @param trainX a window in each row, the oldest number first (cut − steps × steps), scaled
   * @param trainY the number after each of them (cut − steps × 1), scaled
   * @param testX the same for the test, scaled by what the training part says
   * @param testY the last numbers of the series, scaled in the same way
   * @param center what is subtracted
   * @param spread what is divided by
   */
  record Cut(
      Matrix trainX,
      Matrix trainY,
      @Shape("test × steps") Matrix testX,
      @Shape("test × 1") Matrix testY,
      double center,
      double spread) {}

  /**
   * Cuts a series. Writes into none of its inputs.
   *
   * @param series at least steps + test + 1 numbers in order of time; here of so many months
   * @param steps numbers in a window, 1 or more
   * @param test how many numbers at the end are answers of the test, 1 or more
   */
  Cut cut(
      @Shape("12Y") double[] series,
      @Range(low = 2, high = 6) int steps,
      @Range(low = 2, high = 6) int test);
}
