package e31_windows_without_a_leak;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * A series cut into windows and answers, for a training and for a test of which nothing has reached
 * the training.
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
 * <p>T numbers in the series. Left of the arrow stands the window of a row, right of it its answer.
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
   * @param trainY the number right after each of these windows (cut − steps × 1), scaled
   * @param testX the windows of the test, one for each of its answers, scaled by the same center
   *     and spread
   * @param testY the last numbers of the series, scaled by the same center and spread
   * @param center the mean of the training part, which is subtracted from all numbers
   * @param spread the standard deviation of the training part, by which all numbers are divided
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
   * @param series at least steps + test + 1 numbers, the oldest first (12Y is the length of the
   *     random series of the check; others have other lengths)
   * @param steps how many numbers a window has, 1 or more
   * @param test how many numbers at the end are answers of the test, 1 or more
   */
  Cut cut(
      @Shape("12Y") double[] series,
      @Range(low = 2, high = 6) int steps,
      @Range(low = 2, high = 6) int test);
}
