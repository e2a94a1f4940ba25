package unrolled.experiment;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The next number of a series as a weighted sum of the last ones: a forecast without any network.
 *
 * <pre>{@code
 * x̂_t = constant + w_1·x_(t−p) + … + w_p·x_(t−1)         AR(p), weights from the oldest on
 * }</pre>
 *
 * <p>Yule, "On a method of investigating periodicities in disturbed series, with special reference
 * to Wolfer's sunspot numbers", 1927. Fitted by ordinary least squares.
 */
public record Autoregression(double constant, List<Double> weights) {
  /** AR({@code lags}) with the least squared error on the numbers of {@code training}. */
  public static Autoregression fit(double[] training, int lags) {
    int rows = training.length - lags;
    if (lags < 1 || rows <= lags + 1) {
      throw new IllegalArgumentException(
          "Autoregression: %d lags need at least %d numbers, got %d"
              .formatted(lags, 2 * Math.max(lags, 1) + 2, training.length));
    }
    double[][] before = new double[rows][];
    for (int n = 0; n < rows; n++) {
      before[n] = Arrays.copyOfRange(training, n, n + lags);
    }
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(Arrays.copyOfRange(training, lags, training.length), before);
    double[] beta = fit.estimateRegressionParameters(); // the constant first
    return new Autoregression(beta[0], Arrays.stream(beta).skip(1).boxed().toList());
  }

  /** p. */
  public int lags() {
    return weights.size();
  }

  /** The forecast of {@code x[t]}, from the p numbers before it. */
  public double next(double[] x, int t) {
    double y = constant;
    for (int i = 0; i < lags(); i++) {
      y += weights.get(i) * x[t - lags() + i];
    }
    return y;
  }
}
