package e31_windows_without_a_leak;

import java.util.Arrays;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class WindowsWithoutALeakVariants {
  private WindowsWithoutALeakVariants() {}

  /** All windows of the whole series first, with streams; they are scaled last. */
  static final class CutThenScale implements WindowsWithoutALeak {
    @Override
    public Cut cut(double[] series, int steps, int test) {
      double[] training = Arrays.copyOf(series, series.length - test);
      double center = Arrays.stream(training).average().orElseThrow();
      boolean isFlat = Arrays.stream(training).allMatch(x -> x == training[0]);
      double spread =
          isFlat
              ? 1
              : Math.sqrt(
                  Arrays.stream(training)
                      .map(x -> (x - center) * (x - center))
                      .average()
                      .orElseThrow());
      double[][] rows =
          IntStream.rangeClosed(0, series.length - steps)
              .mapToObj(n -> Arrays.copyOfRange(series, n, n + steps))
              .toArray(double[][]::new);
      Matrix x = Matrix.of(rows).map(v -> (v - center) / spread);
      Matrix y = Matrix.wrap(series.length, 1, series.clone()).map(v -> (v - center) / spread);
      int learnt = training.length - steps;
      return new Cut(
          x.rows(0, learnt),
          y.rows(steps, training.length),
          x.rows(learnt, learnt + test),
          y.rows(training.length, series.length),
          center,
          spread);
    }
  }

  /** One loop over the answers, from the last to the first. */
  static final class FromTheEnd implements WindowsWithoutALeak {
    @Override
    public Cut cut(double[] series, int steps, int test) {
      int cut = series.length - test;
      double sum = 0;
      for (int i = cut - 1; i >= 0; i--) {
        sum += series[i];
      }
      double center = sum / cut;
      double squares = 0;
      for (int i = cut - 1; i >= 0; i--) {
        squares += Math.pow(series[i] - center, 2);
      }
      double spread = squares == 0 ? 1 : Math.sqrt(squares / cut);
      double[][] trainX = new double[cut - steps][steps];
      double[][] testX = new double[test][steps];
      Matrix trainY = new Matrix(cut - steps, 1);
      Matrix testY = new Matrix(test, 1);
      for (int a = series.length - 1; a >= steps; a--) {
        boolean isTest = a >= cut;
        double[] window = isTest ? testX[a - cut] : trainX[a - steps];
        for (int t = 0; t < steps; t++) {
          window[steps - 1 - t] = (series[a - 1 - t] - center) / spread;
        }
        (isTest ? testY : trainY).set(isTest ? a - cut : a - steps, 0, (series[a] - center) / spread);
      }
      return new Cut(Matrix.of(trainX), trainY, Matrix.of(testX), testY, center, spread);
    }
  }
}
