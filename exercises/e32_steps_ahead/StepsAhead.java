package e32_steps_ahead;

import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * Several steps ahead with a rule for one step: each forecast is read as if it were the truth.
 *
 * <pre>{@code
 * x̂_1 = last_1·w_1 + last_2·w_2 + … + last_P·w_P + bias
 * x̂_2 = last_2·w_1 + … + last_P·w_(P−1) + x̂_1·w_P + bias
 * …                                                        the oldest number goes, x̂ comes
 * }</pre>
 *
 * <p>N series at once, P numbers that are read, k steps ahead. The rule is a linear autoregression:
 * Yule, 1927.
 */
@About(
    title = "Steps ahead",
    points = 10,
    notebook = "12",
    buildsOn = {"e31"},
    optional = true)
public interface StepsAhead {
  /**
   * Forecasts the next k numbers of each series. Writes into none of its inputs.
   *
   * @param last the last numbers of each series, one series in a row, the newest number last
   * @param w the weights of the rule, that of the oldest number first
   * @param bias what is added to each forecast
   * @param k how many steps ahead, 1 or more
   * @return the forecasts: column 0 is one step ahead, column k − 1 is k steps ahead
   */
  @Shape("N × k")
  Matrix ahead(
      @Shape("N × P") Matrix last,
      @Shape("P × 1") @Range(low = -0.6, high = 0.6) Matrix w,
      @Range(low = -1, high = 1) double bias,
      @Shape("K") int k);
}
