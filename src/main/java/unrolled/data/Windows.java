package unrolled.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/**
 * Windows over numbers in order of time: some of them in a row, and the next one to be predicted
 * from them. There may be several columns; one is predicted, all are read.
 *
 * <pre>{@code
 * rows      0 1 2 3 4 5 6 7 8 9              steps = 3, test = 4
 * training  0 1 2→3   1 2 3→4   2 3 4→5
 * test      3 4 5→6   4 5 6→7   5 6 7→8   6 7 8→9
 * }</pre>
 *
 * <p>The last {@code test} rows are answers of the test and of nothing else. A window of the test
 * may begin in the training part, since the past is known. Scalers, one for each column, are fitted
 * on the training rows.
 *
 * @param training inputs (steps × windows × columns) and answers (windows × 1), scaled
 * @param test the same
 * @param scaler that of the answers: {@code scaler.unscale} turns a forecast into the unit of its
 *     column
 */
public record Windows(Batch<Matrix> training, Batch<Matrix> test, Scaler scaler) {
  /**
   * Cuts columns of one length into windows.
   *
   * @param columns the first is to be predicted; all are read, in this order
   * @param steps rows in a window
   * @param test how many of the last rows are for the test
   * @param fit {@link Scaler#standard} or {@link Scaler#range}, given the training rows of a column
   */
  public static Windows of(
      List<double[]> columns, int steps, int test, Function<double[], Scaler> fit) {
    require(columns);
    int rows = columns.get(0).length;
    int cut = rows - test;
    if (steps < 1 || test < 1 || cut <= steps) {
      throw new IllegalArgumentException(
          "Windows: %d steps and %d rows of test need at least %d rows, got %d"
              .formatted(steps, test, Math.max(steps, 1) + Math.max(test, 1) + 1, rows));
    }
    double[][] scaled = new double[columns.size()][];
    Scaler[] scalers = new Scaler[scaled.length];
    for (int i = 0; i < scaled.length; i++) {
      scalers[i] = fit.apply(Arrays.copyOf(columns.get(i), cut));
      scaled[i] = Arrays.stream(columns.get(i)).map(scalers[i]::scale).toArray();
    }
    return new Windows(cut(scaled, steps, steps, cut), cut(scaled, steps, cut, rows), scalers[0]);
  }

  /** Of one series, scaled to mean 0 and standard deviation 1. */
  public static Windows of(double[] series, int steps, int test) {
    return of(List.of(series), steps, test, Scaler::standard);
  }

  private static void require(List<double[]> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Windows: expected at least one column, got none");
    }
    for (int i = 0; i < columns.size(); i++) {
      double[] values = columns.get(i);
      if (values.length != columns.get(0).length) {
        throw new IllegalArgumentException(
            "Windows: column %d has %d rows, column 0 has %d"
                .formatted(i, values.length, columns.get(0).length));
      }
      for (int row = 0; row < values.length; row++) {
        if (!Double.isFinite(values[row])) {
          throw new IllegalArgumentException(
              "Windows: row %d of column %d holds no number, but %s"
                  .formatted(row, i, values[row]));
        }
      }
    }
  }

  /**
   * The windows over {@code series} whose answers are its numbers from {@code from} to {@code to} −
   * 1; for a split of your own, into training, validation and test. Nothing is scaled.
   */
  public static Batch<Matrix> cut(double[] series, int steps, int from, int to) {
    if (steps < 1 || from < steps || to <= from || to > series.length) {
      throw new IllegalArgumentException(
          "Windows: answers %d to %d after %d steps each, of a series of %d numbers"
              .formatted(from, to, steps, series.length));
    }
    return cut(new double[][] {series}, steps, from, to);
  }

  /** The windows whose answers are the rows from {@code from} to {@code to} − 1. */
  private static Batch<Matrix> cut(double[][] columns, int steps, int from, int to) {
    Sequence xs = new Sequence(steps, to - from, columns.length);
    Matrix answers = new Matrix(to - from, 1);
    for (int n = 0; n < to - from; n++) {
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < columns.length; i++) {
          xs.set(t, n, i, columns[i][from + n - steps + t]);
        }
      }
      answers.set(n, 0, columns[0][from + n]);
    }
    return new Batch<>(xs, answers);
  }
}
