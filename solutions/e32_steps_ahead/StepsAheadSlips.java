package e32_steps_ahead;

import java.util.Arrays;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where forecasts are read as if they were the truth. */
final class StepsAheadSlips extends LayerSlips implements StepsAhead {
  private static final String SHIFT =
      "before each further step the oldest number must leave the window, and the newest forecast"
          + " must enter at its end.";

  @Override
  public Matrix ahead(Matrix last, Matrix w, double bias, int k) {
    Matrix weights =
        at("the weights", () -> w)
            .or(
                "the weights are in the reverse order: w_1 must meet the oldest number, and w_P the"
                    + " newest.",
                () -> upside(w))
            .or(
                "the weights are divided by their sum: they must be taken as they are.",
                () -> w.scale(1 / w.sumRows().get(0, 0)))
            .get();
    Matrix known =
        at("the known numbers", () -> last)
            .or(
                "a NaN in `last` is read as 0: it must come out again.",
                () -> last.map(v -> Double.isNaN(v) ? 0 : v))
            .or(
                "the forecasts of a series are written over the numbers of the next: no series must"
                    + " change another.",
                () -> inOneArray(last, last.cols(), last, weights, bias, k))
            .or(
                "the window goes on from series to series: it must begin with the last numbers of"
                    + " each.",
                () -> inOneArray(last.pick(0), k, last, weights, bias, k))
            .get();
    Matrix all = forecasts(known, weights, bias, k + 1);
    Matrix forecasts = all.columns(0, k);
    int P = last.cols();
    return at("which forecasts", () -> forecasts)
        .or(
            "the forecasts begin with the last known number: column 0 must be one step ahead.",
            () -> before(forecasts, last.columns(P - 1, P)))
        .or(
            "there is a column too many, the last known number in column 0: column 0 must be one"
                + " step ahead, and there must be k columns.",
            () -> Matrix.beside(last.columns(P - 1, P), forecasts))
        .or(
            "there are P columns too many, the known numbers: only the k forecasts must be"
                + " returned.",
            () -> Matrix.beside(last, forecasts))
        .or(
            "there is a column too many, step k + 1 at the end: there must be k columns.",
            () -> all)
        .or(
            "the first forecast is left out: column 0 must be one step ahead, not two.",
            () -> all.columns(1, k + 1))
        .or(
            "every column holds the forecast of step k: column i must hold that of step i + 1.",
            () -> all(forecasts, k - 1))
        .or(
            "the farthest step comes first: column 0 must be one step ahead.",
            () -> mirrored(forecasts))
        .or("the forecasts are added up: each must be the number itself.", () -> sums(forecasts))
        .or(
            "only the last column is filled in: the columns before it must hold their forecasts,"
                + " too.",
            () -> only(forecasts, k - 1))
        .or(
            "the steps after step P stay 0: all k steps must be computed, also where k is larger"
                + " than P.",
            () -> until(forecasts, Math.min(k, P)))
        .or(
            "the steps after the last whole block of P stay 0: all k steps must be computed, also"
                + " where k is no multiple of P.",
            () -> until(forecasts, k / P * P))
        .or(
            "a NaN in one series makes all series NaN: it must stay in its own.",
            () -> hasNaN(last) ? forecasts.map(v -> Double.NaN) : forecasts)
        .or("the steps after a NaN stay 0: they must be NaN, too.", () -> untilNaN(forecasts))
        .get();
  }

  private Matrix forecasts(Matrix last, Matrix w, double bias, int k) {
    Matrix forecasts = new Matrix(last.rows(), k);
    Matrix window = last;
    Matrix before = new Matrix(last.rows(), 1);
    for (int i = 0; i < k; i++) {
      Matrix next = forecast(rule(window, w, bias, i), window, before, last, i);
      set(forecasts, i, next);
      window = shifted(window, next, bias, last, i);
      before = next;
    }
    return forecasts;
  }

  private Matrix rule(Matrix window, Matrix w, double bias, int i) {
    Matrix sum =
        at("the sum", () -> window.matmul(w))
            .or(
                "the sum is averaged: it must be a sum.",
                () -> window.matmul(w).scale(1.0 / window.cols()))
            .or(
                "the oldest number is left out of the sum: the sum must go over the whole window.",
                () -> without(window, 0).matmul(w))
            .or(
                "the newest number is left out of the sum: the sum must go over the whole window.",
                () -> without(window, window.cols() - 1).matmul(w))
            .or(
                "only the newest number counts in the sum: it must be a sum over the whole window."
                    + " Is there = in place of +=?",
                () -> onlyNewest(window).matmul(w))
            .or(
                "the first series is read for all: each forecast must be made of its own row.",
                () -> firstRow(window).matmul(w))
            .or(
                "the signs are lost in the sum: the numbers must be taken as they are.",
                () -> window.map(Math::abs).matmul(w))
            .or(
                "a weight of 0 is left out of the sum: a NaN times 0 is NaN, and must come out.",
                () -> whereWeighed(window, w).matmul(w))
            .get();
    return at("the bias", () -> plus(sum, bias))
        .or("the bias is missing: it must be added in every step.", () -> sum)
        .or("the bias is subtracted: it must be added.", () -> plus(sum, -bias))
        .or(
            "the bias is added in the first step only: it must be added in every step.",
            () -> plus(sum, i == 0 ? bias : 0))
        .or(
            "the bias is added once for each weight: it must be added once for each step.",
            () -> plus(sum, bias * window.cols()))
        .or("the bias is multiplied: it must be added.", () -> sum.scale(bias))
        .or(
            "the bias grows from step to step: it must be the same in every step.",
            () -> plus(sum, bias * (i + 1)))
        .get();
  }

  private Matrix forecast(Matrix right, Matrix window, Matrix before, Matrix last, int i) {
    int P = window.cols();
    return at("a forecast", () -> right)
        .or(
            "the sum is not set back to 0 from one series to the next: each forecast must be a"
                + " sum of its own.",
            () -> running(right.transpose()).transpose())
        .or(
            "the sum is not set back to 0 from one step to the next: each forecast must be a sum of"
                + " its own.",
            () -> right.plus(before))
        .or(
            "the sum is added to the newest number: it must be the forecast itself, not a change.",
            () -> right.plus(window.columns(P - 1, P)))
        .or(
            "tanh is applied to the forecast: it must be the sum as it is.",
            () -> right.map(Math::tanh))
        .or(
            "a negative forecast becomes 0: it must be the sum as it is.",
            () -> right.map(v -> Math.max(0, v)))
        .or(
            "the forecast is limited to the range of the last numbers: it must be the sum as it"
                + " is.",
            () -> limited(right, last))
        .or(
            "where P is 1 the last known number is repeated: the rule must be applied there, too.",
            () -> P == 1 ? last : right)
        .or(
            "where P is 1 the first forecast is repeated: the rule must be applied to each forecast"
                + " there, too.",
            () -> P == 1 && i > 0 ? before : right)
        .get();
  }

  private Matrix shifted(Matrix window, Matrix next, double bias, Matrix last, int i) {
    int P = window.cols();
    return at("the window", () -> moved(window, next))
        .or("the window stays as it was: " + SHIFT, () -> window)
        .or(
            "the forecast replaces the newest number, and the oldest stays: " + SHIFT,
            () -> with(window, P - 1, next))
        .or("each forecast is written into the first place: " + SHIFT, () -> with(window, 0, next))
        .or(
            "the forecast goes where the oldest number was, and the weights stay: w_1 must always"
                + " meet the number that is the oldest now.",
            () -> with(window, i % P, next))
        .or(
            "the forecast enters at the front, and the newest number leaves: " + SHIFT,
            () -> before(window, next))
        .or(
            "the last known number is read again in place of the forecast: " + SHIFT,
            () -> moved(window, last.columns(P - 1, P)))
        .or(
            "the forecast enters the window without its bias: the forecast with its bias must"
                + " enter.",
            () -> moved(window, plus(next, -bias)))
        .or(
            "0 is read in place of the forecast: " + SHIFT,
            () -> moved(window, new Matrix(window.rows(), 1)))
        .or(
            "the numbers are moved in the wrong order, so that the newest one fills the window: the"
                + " loop must begin at the oldest place.",
            () -> moved(all(window, P - 1), next))
        .or(
            "the newest number is lost: it must move by one place before the forecast enters at the"
                + " end.",
            () -> P < 3 ? with(window, P - 1, next) : kept(moved(window, next), window, P - 2))
        .or(
            "the forecast is written before the window moves, so the newest number is lost: move the"
                + " window first, and then write.",
            () -> P == 1 ? next : with(moved(window, next), P - 2, next))
        .or(
            "the numbers of the window move to the later places: each must move to the place before"
                + " it.",
            () -> with(before(window, window.columns(0, 1)), P - 1, next))
        .or(
            "the oldest number stays in the window, and the one after it leaves: every number must"
                + " move by one place.",
            () -> P < 3 ? with(window, P - 1, next) : kept(moved(window, next), window, 0))
        .or("the whole window is filled with the forecast: " + SHIFT, () -> all(window, next))
        .or(
            "all series read the forecast of the first: each must read its own.",
            () -> moved(window, next.map(v -> next.get(0, 0))))
        .or(
            "the window moves after the first step only: " + SHIFT,
            () -> i == 0 ? moved(window, next) : window)
        .get();
  }

  /** What each series begins with, if its forecasts follow in the array in which all begin. */
  private static Matrix inOneArray(
      Matrix known, int stride, Matrix last, Matrix w, double bias, int k) {
    int P = last.cols();
    double[] all = Arrays.copyOf(known.data(), last.rows() * stride + P + k);
    Matrix found = new Matrix(last.rows(), P);
    for (int n = 0; n < last.rows(); n++) {
      System.arraycopy(all, n * stride, found.data(), n * P, P);
      for (int i = n * stride; i < n * stride + k; i++) {
        all[i + P] = bias;
        for (int j = 0; j < P; j++) {
          all[i + P] += all[i + j] * w.get(j, 0);
        }
      }
    }
    return found;
  }

  /** A window without its oldest number, and with another one at the end. */
  private static Matrix moved(Matrix window, Matrix newest) {
    int P = window.cols();
    return P == 1 ? newest : Matrix.beside(window.columns(1, P), newest);
  }

  private static Matrix with(Matrix m, int column, Matrix values) {
    Matrix other = m.copy();
    set(other, column, values);
    return other;
  }

  private static Matrix kept(Matrix moved, Matrix window, int column) {
    return with(moved, column, window.columns(column, column + 1));
  }

  /** The numbers, and 0 where their weight is 0. */
  private static Matrix whereWeighed(Matrix window, Matrix w) {
    Matrix other = window;
    for (int p = 0; p < window.cols(); p++) {
      other = w.get(p, 0) == 0 ? without(other, p) : other;
    }
    return other;
  }

  /** No smaller and no larger than the numbers of the same row. */
  private static Matrix limited(Matrix forecast, Matrix last) {
    Matrix other = forecast.copy();
    for (int n = 0; n < last.rows(); n++) {
      double[] row = last.pick(n).data();
      double low = Arrays.stream(row).reduce(row[0], Math::min);
      double high = Arrays.stream(row).reduce(row[0], Math::max);
      other.set(n, 0, Math.max(low, Math.min(high, forecast.get(n, 0))));
    }
    return other;
  }

  private static boolean hasNaN(Matrix m) {
    return Arrays.stream(m.data()).anyMatch(Double::isNaN);
  }

  /** The first columns, and 0 in the others. */
  private static Matrix until(Matrix m, int columns) {
    Matrix other = m.copy();
    for (int c = columns; c < m.cols(); c++) {
      set(other, c, new Matrix(m.rows(), 1));
    }
    return other;
  }

  /** In each row 0 behind the first NaN. */
  private static Matrix untilNaN(Matrix m) {
    Matrix other = m.copy();
    for (int n = 0; n < m.rows(); n++) {
      for (int c = 1; c < m.cols(); c++) {
        if (Double.isNaN(m.get(n, c - 1))) {
          other.set(n, c, 0);
        }
      }
    }
    return other;
  }

  private static Matrix without(Matrix m, int column) {
    return with(m, column, new Matrix(m.rows(), 1));
  }

  private static Matrix onlyNewest(Matrix m) {
    return only(m, m.cols() - 1);
  }

  private static Matrix firstRow(Matrix m) {
    Matrix other = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        other.set(r, c, m.get(0, c));
      }
    }
    return other;
  }

  private static Matrix plus(Matrix m, double bias) {
    return m.map(v -> v + bias);
  }

  private static void set(Matrix m, int column, Matrix values) {
    for (int n = 0; n < m.rows(); n++) {
      m.set(n, column, values.get(n, 0));
    }
  }

  private static Matrix all(Matrix m, int column) {
    return all(m, m.columns(column, column + 1));
  }

  private static Matrix all(Matrix m, Matrix values) {
    Matrix other = new Matrix(m.rows(), m.cols());
    for (int c = 0; c < m.cols(); c++) {
      set(other, c, values);
    }
    return other;
  }

  private static Matrix before(Matrix m, Matrix first) {
    return m.cols() == 1 ? first : Matrix.beside(first, m.columns(0, m.cols() - 1));
  }

  private static Matrix mirrored(Matrix m) {
    Matrix other = new Matrix(m.rows(), m.cols());
    for (int c = 0; c < m.cols(); c++) {
      set(other, c, m.columns(m.cols() - 1 - c, m.cols() - c));
    }
    return other;
  }

  private static Matrix sums(Matrix m) {
    Matrix other = m.copy();
    for (int c = 1; c < m.cols(); c++) {
      set(other, c, other.columns(c - 1, c).plus(m.columns(c, c + 1)));
    }
    return other;
  }

  private static Matrix only(Matrix m, int column) {
    Matrix other = new Matrix(m.rows(), m.cols());
    set(other, column, m.columns(column, column + 1));
    return other;
  }

  private static Matrix upside(Matrix m) {
    Matrix other = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        other.set(r, c, m.get(m.rows() - 1 - r, c));
      }
    }
    return other;
  }
}
