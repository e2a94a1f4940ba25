package e31_windows_without_a_leak;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a series is cut into windows. */
final class WindowsWithoutALeakSlips extends Slips implements WindowsWithoutALeak {
  private static final String TRAINING =
      "they are those of the training part, the first cut numbers.";

  @Override
  public Cut cut(double[] series, int steps, int test) {
    int cut = series.length - test;
    double[] seen = seen(series, steps, cut);
    double center = center(seen, series);
    double spread = spread(seen, series, center);
    double[] s = scaled(series, center, spread);
    double[] ofTest = scaledForTest(s, series, cut);
    int from =
        at("where the training begins", () -> steps)
            .or(
                "the first window of the training is left out: the number at index steps is an answer.",
                () -> steps + 1)
            .get();
    int to =
        at("where the training ends", () -> cut)
            .or(
                "the answers of the test are learnt from: the training ends before cut.",
                () -> series.length)
            .or(
                "the first answer of the test is learnt from: the training ends before cut.",
                () -> cut + 1)
            .or(
                "the last window of the training is left out: its answer is the number before cut.",
                () -> cut - 1)
            .or(
                "the training ends steps numbers too early: every number before cut that has steps"
                    + " before it is an answer.",
                () -> Math.max(from, cut - steps))
            .get();
    int start =
        at("where the test begins", () -> cut)
            .or(
                "the first windows of the test are lost: a window of the test may begin in the"
                    + " training part, the past is known.",
                () -> Math.min(series.length, cut + steps))
            .or(
                "the test begins one number too early: its first answer stands at cut.",
                () -> cut - 1)
            .or(
                "the test begins one number too late: its first answer stands at cut.",
                () -> cut + 1)
            .get();
    Matrix trainX = windows(s, steps, from, to);
    Matrix testX = testWindows(ofTest, s, steps, start, cut);
    return new Cut(
        at("trainX", () -> trainX)
            .or(
                "trainX is not scaled: windows and answers are both scaled.",
                () -> windows(series, steps, from, to))
            .or(
                "the windows of the training do not overlap: the next one begins one number later.",
                () -> everyOther(trainX, steps))
            .get(),
        at("trainY", () -> answers(s, from, to))
            .or(
                "trainY is not scaled: windows and answers are both scaled.",
                () -> answers(series, from, to))
            .get(),
        at("testX", () -> testX)
            .or(
                "testX is not scaled: windows and answers are both scaled.",
                () -> windows(series, steps, start, series.length))
            .get(),
        at("testY", () -> answers(ofTest, start, series.length))
            .or(
                "testY is not scaled: windows and answers are both scaled.",
                () -> answers(series, start, series.length))
            .get(),
        center,
        spread);
  }

  private double[] seen(double[] series, int steps, int cut) {
    return at("what the scaler has seen", () -> Arrays.copyOf(series, cut))
        .or("center and spread have seen the test: " + TRAINING, () -> series)
        .or(
            "center and spread are those of the training's answers: " + TRAINING,
            () -> Arrays.copyOfRange(series, steps, cut))
        .or(
            "center and spread are those of the test: " + TRAINING,
            () -> Arrays.copyOfRange(series, cut, series.length))
        .or(
            "center and spread have seen the first number of the test: " + TRAINING,
            () -> Arrays.copyOf(series, cut + 1))
        .or(
            "center and spread leave out the last number of the training: " + TRAINING,
            () -> Arrays.copyOf(series, cut - 1))
        .or(
            "center and spread leave out the first number: " + TRAINING,
            () -> Arrays.copyOfRange(series, 1, cut))
        .get();
  }

  private double center(double[] seen, double[] series) {
    return at("the center", () -> mean(seen))
        .or(
            "the center alone has seen the test: it must be the mean of the training part.",
            () -> mean(series))
        .or(
            "the center is the least number: that scales to 0 … 1. It is the mean.",
            () -> Arrays.stream(seen).min().orElseThrow())
        .or(
            "the center is the middle between the least and the greatest number: it must be the mean.",
            () ->
                Arrays.stream(seen).summaryStatistics().getMin() / 2
                    + Arrays.stream(seen).summaryStatistics().getMax() / 2)
        .or("the center is the median: it must be the mean.", () -> median(seen))
        .or("the center is 0: it must be the mean.", () -> 0.0)
        .or(
            "the center is a sum: divide it by the number of its terms.",
            () -> Arrays.stream(seen).sum())
        .get();
  }

  private double spread(double[] seen, double[] series, double center) {
    double square = square(seen, center);
    double root =
        at("the spread", () -> Math.sqrt(square))
            .or("the spread has no root: it must be √ of the mean of the squares.", () -> square)
            .or(
                "the squares are divided by one number fewer: divide by as many as there are.",
                () -> Math.sqrt(square * seen.length / (seen.length - 1)))
            .or(
                "the spread is the range: that scales to 0 … 1. It is the root of the mean square.",
                () -> range(seen))
            .or(
                "the spread is the mean distance from the center: it must be the root of the mean"
                    + " square.",
                () -> Arrays.stream(seen).map(x -> Math.abs(x - center)).average().orElseThrow())
            .or(
                "the spread is not taken about the center: subtract it before you square.",
                () -> Math.sqrt(square(seen, 0)))
            .or(
                "the spread alone has seen the test: it must be that of the training part.",
                () -> Math.sqrt(square(series, center)))
            .or(
                "the squares are not divided: the spread is the root of their mean.",
                () -> Math.sqrt(square * seen.length))
            .or("the spread is 1: nothing is divided.", () -> 1.0)
            .get();
    return at("the spread of equal numbers", () -> root == 0 ? 1 : root)
        .or("equal numbers have a spread of 0, and 0/0 is NaN: it must be 1 then.", () -> root)
        .or(
            "a small number is added to the spread: it must be 1 if all numbers are the same, and else as"
                + " it is.",
            () -> root + 1e-8)
        .get();
  }

  private double[] scaled(double[] series, double center, double spread) {
    return at("the scaling", () -> Arrays.stream(series).map(x -> (x - center) / spread).toArray())
        .or(
            "the numbers are not scaled: subtract center, then divide by spread.",
            () -> series.clone())
        .or(
            "center is not subtracted: s = (x − center) / spread.",
            () -> Arrays.stream(series).map(x -> x / spread).toArray())
        .or(
            "spread is not divided by: s = (x − center) / spread.",
            () -> Arrays.stream(series).map(x -> x - center).toArray())
        .or(
            "the numbers are multiplied by spread: s = (x − center) / spread.",
            () -> Arrays.stream(series).map(x -> (x - center) * spread).toArray())
        .or(
            "only center is divided by spread: s = (x − center) / spread.",
            () -> Arrays.stream(series).map(x -> x - center / spread).toArray())
        .or(
            "the numbers are divided first, and center is subtracted then: s = (x − center) /"
                + " spread.",
            () -> Arrays.stream(series).map(x -> x / spread - center).toArray())
        .or(
            "center is added: s = (x − center) / spread.",
            () -> Arrays.stream(series).map(x -> (x + center) / spread).toArray())
        .get();
  }

  private double[] scaledForTest(double[] s, double[] series, int cut) {
    return at("what scales the test", () -> s)
        .or(
            "the test is scaled by its own center and spread: it must be scaled as the training is, for"
                + " nobody knows them yet.",
            () -> {
              double[] own = Arrays.copyOfRange(series, cut, series.length);
              double center = mean(own);
              double root = Math.sqrt(square(own, center));
              double spread = root == 0 ? 1 : root;
              return Arrays.stream(series).map(x -> (x - center) / spread).toArray();
            })
        .get();
  }

  /** The windows before the answers from {@code from} to {@code to} − 1. */
  private Matrix windows(double[] s, int steps, int from, int to) {
    Matrix x = rows(s, steps, from, to, -steps);
    return at("a window", () -> x)
        .or(
            "the window holds its own answer: its last number is the one before the answer.",
            () -> rows(s, steps, from, to, 1 - steps))
        .or(
            "a number is missing between window and answer: the window ends right before it.",
            () -> rows(s, steps, from, to, -steps - 1))
        .or("the newest number comes first in a window: the oldest does.", () -> reversed(x))
        .or("the windows come in the reverse order: row 0 is the earliest.", () -> upside(x))
        .or(
            "every window is the first one: the next one begins one number later.",
            () -> rows(s, steps, from, to, 0, x.rows() == 0 ? 0 : from - steps))
        .or(
            "a window is filled with the number before the answer: it holds the last steps numbers.",
            () -> repeated(x))
        .get();
  }

  private Matrix testWindows(double[] ofTest, double[] s, int steps, int start, int cut) {
    Matrix x = windows(ofTest, steps, start, ofTest.length);
    return at("the windows of the test", () -> x)
        .or(
            "the windows of the test are 0 where they reach into the training: those numbers are"
                + " known.",
            () -> {
              double[] blank = ofTest.clone();
              Arrays.fill(blank, 0, cut, 0);
              return windows(blank, steps, start, s.length);
            })
        .or(
            "all windows of the test end at cut: every answer may see all numbers before it.",
            () -> rows(s, steps, start, s.length, 0, cut - steps))
        .get();
  }

  private Matrix answers(double[] s, int from, int to) {
    Matrix y = column(s, from, to, 0);
    return at("an answer", () -> y)
        .or(
            "the answer is the last number of its own window: it must be the one after it.",
            () -> column(s, from, to, -1))
        .or(
            "the answer is two numbers after the window: it must be the one right after it.",
            () -> column(s, from, to, 1))
        .or("the answers come in the reverse order: row 0 is the earliest.", () -> upside(y))
        .or(
            "the answer is how much the number differs from the one before: it must be the number.",
            () -> y.minus(column(s, from, to, -1)))
        .get();
  }

  private static Matrix rows(double[] s, int steps, int from, int to, int offset) {
    Matrix x = new Matrix(Math.max(0, to - from), steps);
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < steps; t++) {
        x.set(n, t, s[within(s, from + n + offset + t)]);
      }
    }
    return x;
  }

  /** All of them the window that begins at {@code first}. */
  private static Matrix rows(double[] s, int steps, int from, int to, int every, int first) {
    Matrix x = new Matrix(Math.max(0, to - from), steps);
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < steps; t++) {
        x.set(n, t, s[within(s, first + every * n + t)]);
      }
    }
    return x;
  }

  private static Matrix column(double[] s, int from, int to, int offset) {
    Matrix y = new Matrix(Math.max(0, to - from), 1);
    for (int n = 0; n < y.rows(); n++) {
      y.set(n, 0, s[within(s, from + n + offset)]);
    }
    return y;
  }

  private static int within(double[] s, int i) {
    return Math.max(0, Math.min(s.length - 1, i));
  }

  private static Matrix everyOther(Matrix x, int steps) {
    Matrix few = new Matrix((x.rows() + steps - 1) / steps, x.cols());
    for (int n = 0; n < few.rows(); n++) {
      for (int t = 0; t < x.cols(); t++) {
        few.set(n, t, x.get(n * steps, t));
      }
    }
    return few;
  }

  private static Matrix reversed(Matrix x) {
    Matrix other = new Matrix(x.rows(), x.cols());
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < x.cols(); t++) {
        other.set(n, t, x.get(n, x.cols() - 1 - t));
      }
    }
    return other;
  }

  private static Matrix upside(Matrix x) {
    Matrix other = new Matrix(x.rows(), x.cols());
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < x.cols(); t++) {
        other.set(n, t, x.get(x.rows() - 1 - n, t));
      }
    }
    return other;
  }

  private static Matrix repeated(Matrix x) {
    Matrix other = new Matrix(x.rows(), x.cols());
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < x.cols(); t++) {
        other.set(n, t, x.get(n, x.cols() - 1));
      }
    }
    return other;
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).sum() / x.length;
  }

  private static double square(double[] x, double center) {
    return Arrays.stream(x).map(v -> (v - center) * (v - center)).sum() / x.length;
  }

  private static double median(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double range(double[] x) {
    return Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
  }
}
