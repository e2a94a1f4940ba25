package e32_steps_ahead;

import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where forecasts are read as if they were the truth. */
final class StepsAheadSlips extends Slips implements StepsAhead {
  private static final String SHIFT =
      "before each further step the oldest number goes, and the forecast comes at the end.";

  @Override
  public Matrix ahead(Matrix last, Matrix w, double bias, int k) {
    Matrix weights =
        at("the order of the weights", () -> w)
            .or(
                "the weights are read from the newest number on: w_1 belongs to the oldest.",
                () -> upside(w))
            .get();
    Matrix forecasts = new Matrix(last.rows(), k);
    Matrix window = last;
    for (int i = 0; i < k; i++) {
      Matrix next = rule(window, weights, bias, i);
      set(forecasts, i, next);
      window = shifted(window, next, bias, last, i);
    }
    return at("which forecasts", () -> forecasts)
        .or(
            "the forecasts begin with the last known number: column 0 is one step ahead.",
            () -> before(forecasts, last.columns(last.cols() - 1, last.cols())))
        .or(
            "every column holds the forecast of step k: column i holds that of step i + 1.",
            () -> all(forecasts, k - 1))
        .or("the farthest step comes first: column 0 is one step ahead.", () -> mirrored(forecasts))
        .or("the forecasts are added up: each is the number itself.", () -> sums(forecasts))
        .or(
            "only the last step is filled in: the steps before it are forecasts, too.",
            () -> only(forecasts, k - 1))
        .get();
  }

  private Matrix rule(Matrix window, Matrix w, double bias, int i) {
    Matrix sum =
        at("the sum", () -> window.matmul(w))
            .or(
                "the sum is averaged: the weights say all.",
                () -> window.matmul(w).scale(1.0 / window.cols()))
            .or(
                "the oldest number is left out of the sum: it goes over the whole window.",
                () -> without(window, 0).matmul(w))
            .or(
                "the newest number is left out of the sum: it goes over the whole window.",
                () -> without(window, window.cols() - 1).matmul(w))
            .or(
                "only the newest number counts in the sum: is there = instead of += in its loop?",
                () -> onlyNewest(window).matmul(w))
            .or(
                "the first series is read for all: each row is a series of its own.",
                () -> firstRow(window).matmul(w))
            .or(
                "the signs are lost in the sum: take the numbers as they are.",
                () -> window.map(Math::abs).matmul(w))
            .get();
    return at("the bias", () -> plus(sum, bias))
        .or("the bias is missing: it must be added in every step.", () -> sum)
        .or("the bias is subtracted: it must be added.", () -> plus(sum, -bias))
        .or(
            "the bias is added in the first step only: it must be added in every step.",
            () -> plus(sum, i == 0 ? bias : 0))
        .or(
            "the bias is added once for each weight: once for each step.",
            () -> plus(sum, bias * window.cols()))
        .or("the bias is multiplied: it must be added.", () -> sum.scale(bias))
        .or(
            "the bias grows from step to step: it must be the same in every step.",
            () -> plus(sum, bias * (i + 1)))
        .get();
  }

  private Matrix shifted(Matrix window, Matrix next, double bias, Matrix last, int i) {
    int P = window.cols();
    Matrix right = P == 1 ? next : Matrix.beside(window.columns(1, P), next);
    return at("the window", () -> right)
        .or("the window stays as it was: " + SHIFT, () -> window)
        .or(
            "the forecast replaces the newest number, and the oldest stays: " + SHIFT,
            () -> P == 1 ? next : Matrix.beside(window.columns(0, P - 1), next))
        .or(
            "the forecast replaces the oldest number where it stands: " + SHIFT,
            () -> P == 1 ? next : Matrix.beside(next, window.columns(1, P)))
        .or(
            "the forecast comes in front, and the newest number goes: " + SHIFT,
            () -> P == 1 ? next : Matrix.beside(next, window.columns(0, P - 1)))
        .or(
            "the last known number is read again in place of the forecast: " + SHIFT,
            () -> {
              Matrix known = last.columns(P - 1, P);
              return P == 1 ? known : Matrix.beside(window.columns(1, P), known);
            })
        .or(
            "the forecast is read again without its bias: what comes at the end is the whole forecast.",
            () -> {
              Matrix bare = plus(next, -bias);
              return P == 1 ? bare : Matrix.beside(window.columns(1, P), bare);
            })
        .or(
            "0 is read in place of the forecast: " + SHIFT,
            () -> {
              Matrix zero = new Matrix(window.rows(), 1);
              return P == 1 ? zero : Matrix.beside(window.columns(1, P), zero);
            })
        .or(
            "the numbers are moved in the wrong order, so that the newest one fills the window: begin"
                + " at the oldest place, or copy.",
            () -> {
              Matrix filled = all(window, P - 1);
              return P == 1 ? next : Matrix.beside(filled.columns(1, P), next);
            })
        .or(
            "the whole window is filled with the forecast: " + SHIFT,
            () -> all(new Matrix(window.rows(), P), next))
        .or(
            "all series read the forecast of the first: each reads its own.",
            () -> {
              Matrix first = next.map(v -> next.get(0, 0));
              return P == 1 ? first : Matrix.beside(window.columns(1, P), first);
            })
        .or("only the first step shifts the window: " + SHIFT, () -> i == 0 ? right : window)
        .get();
  }

  private static Matrix without(Matrix m, int column) {
    Matrix other = m.copy();
    set(other, column, new Matrix(m.rows(), 1));
    return other;
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
