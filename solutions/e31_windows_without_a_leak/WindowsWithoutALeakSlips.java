package e31_windows_without_a_leak;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a series is cut into windows. */
final class WindowsWithoutALeakSlips extends LayerSlips implements WindowsWithoutALeak {
  private static final String ORDER =
      "it must be new Cut(trainX, trainY, testX, testY, center, spread).";
  private static final String TRAINING =
      "they must be those of the training part, the first `cut` numbers.";
  private static final String FIRST_LEFT_OUT =
      "the first `steps` rows of the test are left out: a window of the test may begin in the"
          + " training part, so there must be a row for each of the `test` answers.";
  private static final String BOTH = "windows and answers must both be scaled.";

  @Override
  public Cut cut(double[] series, int steps, int test) {
    int cut = series.length - test;
    double[] seen = seen(series, steps, cut);
    double center = center(seen, series);
    double root = root(seen, series, center);
    double spread = spread(root, seen, series);
    double[] s = scaled(series, center, spread, root == 0);
    double[] ofTest = scaledForTest(s, series, cut);
    int from =
        at("where the training begins", () -> steps)
            .or(
                "the first row of the training is left out: the answer of row 0 must be the number"
                    + " at index `steps`.",
                () -> steps + 1)
            .get();
    int to =
        at("where the training ends", () -> cut)
            .or(
                "the rows of the training go on to the end of the series: the last answer of the"
                    + " training must be the number before `cut`.",
                () -> series.length)
            .or(
                "the training has one row too many, with the first answer of the test: the last"
                    + " answer of the training must be the number before `cut`.",
                () -> cut + 1)
            .or(
                "the last row of the training is left out: the answer of the last row must be the"
                    + " number before `cut`.",
                () -> cut - 1)
            .or(
                "the training ends `steps` rows too early: every number before `cut` that has"
                    + " `steps` numbers before it must be an answer.",
                () -> Math.max(from, cut - steps))
            .get();
    int start =
        at("where the test begins", () -> cut)
            .or(
                "the test begins one number too early: its first answer must be the number at"
                    + " index `cut`.",
                () -> cut - 1)
            .or(
                "the test begins one number too late: its first answer must be the number at index"
                    + " `cut`.",
                () -> cut + 1)
            .get();
    Matrix x = windows("the training", s, steps, from, to);
    Matrix y = answers("the training", s, from, to);
    Matrix[] training =
        at("the rows of the training", () -> new Matrix[] {x, y})
            .or(
                "the windows of the training do not overlap: each must begin one number after"
                    + " the one before.",
                () -> new Matrix[] {everyOther(x, steps), everyOther(y, steps)})
            .or(
                "the rows of the training come in reverse order: row 0 must be the earliest.",
                () -> new Matrix[] {upside(x), upside(y)})
            .get();
    Matrix futureX = testWindows(ofTest, steps, start, cut);
    Matrix futureY = answers("the test", ofTest, start, series.length);
    Matrix[] future =
        at("the rows of the test", () -> new Matrix[] {futureX, futureY})
            .or(
                "the rows of the test come in reverse order: row 0 must be the earliest.",
                () -> new Matrix[] {upside(futureX), upside(futureY)})
            .or(FIRST_LEFT_OUT, () -> new Matrix[] {after(futureX, steps), after(futureY, steps)})
            .or(
                FIRST_LEFT_OUT,
                () ->
                    steps < test
                        ? new Matrix[] {after(futureX, steps), after(futureY, steps)}
                        : new Matrix[] {new Matrix(0, 0), new Matrix(0, 0)})
            .get();
    Matrix[] plain = {
      rows(series, steps, from, to, -steps),
      column(series, from, to, 0),
      rows(series, steps, start, series.length, -steps),
      column(series, start, series.length, 0)
    };
    Matrix trainX =
        at("trainX", () -> training[0]).or("trainX is not scaled: " + BOTH, () -> plain[0]).get();
    Matrix trainY =
        at("trainY", () -> training[1]).or("trainY is not scaled: " + BOTH, () -> plain[1]).get();
    Matrix testX =
        at("testX", () -> future[0]).or("testX is not scaled: " + BOTH, () -> plain[2]).get();
    Matrix testY =
        at("testY", () -> future[1]).or("testY is not scaled: " + BOTH, () -> plain[3]).get();
    Matrix[] all =
        at("windows and answers", () -> new Matrix[] {trainX, trainY, testX, testY})
            .or(
                "the answers are not scaled, neither trainY nor testY: " + BOTH,
                () -> new Matrix[] {trainX, plain[1], testX, plain[3]})
            .or(
                "the windows are not scaled, neither trainX nor testX: " + BOTH,
                () -> new Matrix[] {plain[0], trainY, plain[2], testY})
            .or(
                "each window is scaled by its own center and spread: all must be scaled by those of"
                    + " the training part.",
                () -> new Matrix[] {byRows(trainX), trainY, byRows(testX), testY})
            .or(
                "the test is not scaled, neither testX nor testY: all numbers must be scaled, by"
                    + " center and spread of the training part.",
                () -> new Matrix[] {trainX, trainY, plain[2], plain[3]})
            .or(
                "trainY and testY are rows: each must be one column, with a row for each answer.",
                () -> new Matrix[] {trainX, trainY.transpose(), testX, testY.transpose()})
            .get();
    double returned =
        at("the returned spread", () -> spread)
            .or(
                "a spread of 0 is returned: where all numbers of the training part are the same,"
                    + " the 1 by which you divide must be returned.",
                () -> root)
            .get();
    return at(
            "the order of what is returned",
            () -> new Cut(all[0], all[1], all[2], all[3], center, returned))
        .or(
            "center and spread are exchanged: " + ORDER,
            () -> new Cut(all[0], all[1], all[2], all[3], returned, center))
        .or(
            "trainY and testX are exchanged: " + ORDER,
            () -> new Cut(all[0], all[2], all[1], all[3], center, returned))
        .or(
            "training and test are exchanged: " + ORDER,
            () -> new Cut(all[2], all[3], all[0], all[1], center, returned))
        .get();
  }

  private double[] seen(double[] series, int steps, int cut) {
    return at("what the scaler has seen", () -> Arrays.copyOf(series, cut))
        .or("center and spread are taken over the whole series: " + TRAINING, () -> series)
        .or(
            "center and spread leave out the first `steps` numbers: " + TRAINING,
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
        .or(
            "a NaN is left out of center and spread: a NaN in the training part must make both"
                + " NaN.",
            () -> Arrays.stream(series, 0, cut).filter(x -> !Double.isNaN(x)).toArray())
        .get();
  }

  private double center(double[] seen, double[] series) {
    return at("the center", () -> mean(seen))
        .or(
            "only the center is taken over the whole series: it must be the mean of the training"
                + " part.",
            () -> mean(series))
        .or(
            "the sum for the center is divided by the length of the whole series: it must be"
                + " divided by `cut`.",
            () -> Arrays.stream(seen).sum() / series.length)
        .or(
            "the center is the least number: it must be the mean.",
            () -> Arrays.stream(seen).min().orElseThrow())
        .or(
            "the center is the middle between the least and the greatest number: it must be the"
                + " mean.",
            () ->
                Arrays.stream(seen).summaryStatistics().getMin() / 2
                    + Arrays.stream(seen).summaryStatistics().getMax() / 2)
        .or("the center is the median: it must be the mean.", () -> median(seen))
        .or(
            "the center is 0: it must be the mean. Is 1 / cut made of two ints? Then it is 0.",
            () -> 0.0)
        .or(
            "the center is a sum: it must be divided by the number of its terms.",
            () -> Arrays.stream(seen).sum())
        .get();
  }

  /** The spread, still 0 where all numbers are the same. */
  private double root(double[] seen, double[] series, double center) {
    double square = square(seen, center);
    return at("the spread", () -> Math.sqrt(square))
        .or(
            "the square root is missing: spread must be the root of the mean of the squares.",
            () -> square)
        .or(
            "the sum of the squares is divided by the number of its terms less 1: it must be"
                + " divided by `cut`, not by `cut` − 1.",
            () -> Math.sqrt(square * seen.length / (seen.length - 1)))
        .or(
            "the sum of the squares is divided by the length of the whole series: it must be"
                + " divided by `cut`.",
            () -> Math.sqrt(square * seen.length / series.length))
        .or(
            "the spread is the range: it must be the root of the mean of the squares.",
            () -> range(seen))
        .or(
            "the spread is the mean distance from the center: it must be the root of the mean of"
                + " the squares.",
            () -> Arrays.stream(seen).map(x -> Math.abs(x - center)).average().orElseThrow())
        .or(
            "the spread is the largest distance from the center: it must be the root of the mean of"
                + " the squares.",
            () -> Arrays.stream(seen).map(x -> Math.abs(x - center)).max().orElseThrow())
        .or(
            "the center is not subtracted in the spread: it must be subtracted from each number"
                + " before you square.",
            () -> Math.sqrt(square(seen, 0)))
        .or(
            "each square is taken about the mean of the numbers so far: it must be taken about the"
                + " center.",
            () -> Math.sqrt(squareSoFar(seen, 0)))
        .or(
            "each square is taken about the mean of the numbers so far: it must be taken about the"
                + " center.",
            () -> Math.sqrt(squareSoFar(seen, 1)))
        .or(
            "only the spread is taken over the whole series: it must be that of the training part.",
            () -> Math.sqrt(square(series, center)))
        .or(
            "the sum of the squares is not divided: the spread must be the root of their mean.",
            () -> Math.sqrt(square * seen.length))
        .or("the spread is 1: it must be the root of the mean of the squares.", () -> 1.0)
        .get();
  }

  private double spread(double root, double[] seen, double[] series) {
    Choice<Double> spread =
        at("the spread of equal numbers", () -> root == 0 ? 1 : root)
            .or(
                "a spread of 0 stays 0: it must be 1 where all numbers of the training part are the"
                    + " same, since 0/0 is NaN.",
                () -> root)
            .or(
                "a spread that is NaN becomes 1: it must stay NaN, so only a spread that is equal"
                    + " to 0 must become 1.",
                () -> root > 0 ? root : 1)
            .or(
                "a spread below 1 becomes 1: only a spread of 0 must become 1.",
                () -> (int) root == 0 ? 1 : root)
            .or(
                "the spread is 1 where the first and the last number of the training part are the"
                    + " same: it must be 1 only where all of them are the same.",
                () -> seen[0] == seen[seen.length - 1] ? 1 : root)
            .or(
                "the spread is 1 only where the whole series is constant: it must be 1 where all"
                    + " numbers of the training part are the same.",
                () -> range(series) == 0 ? 1 : root)
            .or(
                "a small number is added to the spread: the spread must be 1 where all numbers of"
                    + " the training part are the same, and else the root as it is.",
                () -> root + 1e-8);
    for (double small : new double[] {0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
      spread.or(
          "a small spread becomes 1: only a spread of 0 must become 1.",
          () -> root < small ? 1 : root);
    }
    for (double small : new double[] {1e-6, 1e-8, 1e-9, 1e-10, 1e-12}) {
      spread.or(
          "a spread of 0 becomes a very small number: where all numbers of the training part are"
              + " the same it must become 1.",
          () -> root == 0 ? small : root);
    }
    return spread.get();
  }

  private double[] scaled(double[] series, double center, double spread, boolean isConstant) {
    return at("the scaling", () -> map(series, x -> (x - center) / spread))
        .or("the numbers are not scaled: they must be s = (x − center) / spread.", series::clone)
        .or(
            "center is not subtracted: it must be s = (x − center) / spread.",
            () -> map(series, x -> x / spread))
        .or(
            "the numbers are not divided by spread: they must be s = (x − center) / spread.",
            () -> map(series, x -> x - center))
        .or(
            "the numbers are multiplied by spread: they must be s = (x − center) / spread.",
            () -> map(series, x -> (x - center) * spread))
        .or(
            "only center is divided by spread: it must be s = (x − center) / spread.",
            () -> map(series, x -> x - center / spread))
        .or(
            "center is subtracted after the division: it must be subtracted before, s = (x −"
                + " center) / spread.",
            () -> map(series, x -> x / spread - center))
        .or(
            "center is added: it must be s = (x − center) / spread.",
            () -> map(series, x -> (x + center) / spread))
        .or(
            "all scaled numbers are 0 where the training part is constant: the numbers of the"
                + " test must still be (x − center) / 1.",
            () -> isConstant ? new double[series.length] : map(series, x -> (x - center) / spread))
        .or(
            "the numbers are not scaled where the training part is constant: center must still be"
                + " subtracted.",
            () -> isConstant ? series.clone() : map(series, x -> (x - center) / spread))
        .get();
  }

  private double[] scaledForTest(double[] s, double[] series, int cut) {
    double[] own = Arrays.copyOfRange(series, cut, series.length);
    return at("what scales the test", () -> s)
        .or(
            "the numbers of the test are scaled by their own center and spread: they must be"
                + " scaled by those of the training part.",
            () -> scaledBy(own, series, s, cut))
        .or(
            "the windows and answers of the test are scaled by the center and spread of the"
                + " test: they must be scaled by those of the training part.",
            () -> scaledBy(own, series, s, 0))
        .or(
            "the test is scaled by the center and spread of the whole series: it must be scaled"
                + " by those of the training part.",
            () -> scaledBy(series, series, s, 0))
        .get();
  }

  /** The numbers from an index on, scaled by the center and spread of some, and those before. */
  private static double[] scaledBy(double[] some, double[] series, double[] before, int from) {
    double center = mean(some);
    double root = Math.sqrt(square(some, center));
    double spread = root == 0 ? 1 : root;
    double[] all = map(series, x -> (x - center) / spread);
    System.arraycopy(before, 0, all, 0, from);
    return all;
  }

  /** The windows before the answers from {@code from} to {@code to} − 1. */
  private Matrix windows(String part, double[] s, int steps, int from, int to) {
    Supplier<Matrix> right = () -> rows(s, steps, from, to, -steps);
    Supplier<Matrix> some = () -> windows("the windows", right, s, steps, from, to);
    return windows("the windows of " + part, some, s, steps, from, to);
  }

  private Matrix windows(
      String which, Supplier<Matrix> right, double[] s, int steps, int from, int to) {
    return at(which, right)
        .or(
            which
                + " hold their own answer: the last number of a window must be the one before the"
                + " answer.",
            () -> rows(s, steps, from, to, 1 - steps))
        .or(
            which + " end one number too early: a window must end right before its answer.",
            () -> rows(s, steps, from, to, -steps - 1))
        .or(
            which + " hold the newest number first: the oldest must come first.",
            () -> reversed(rows(s, steps, from, to, -steps)))
        .or(
            which + " are all the first one: each must begin one number after the one before.",
            () -> same(s, steps, from, to, from - steps))
        .or(
            which
                + " hold one number again and again: each must hold the `steps` numbers"
                + " before its answer.",
            () -> repeated(rows(s, steps, from, to, -steps)))
        .get();
  }

  private Matrix testWindows(double[] ofTest, int steps, int start, int cut) {
    int end = ofTest.length;
    return at(
            "what the windows of the test see",
            () -> windows("the test", ofTest, steps, start, end))
        .or(
            "the windows of the test are 0 where they reach into the training part: they must hold"
                + " those numbers, which are known.",
            () -> windows("the test", blank(ofTest, 0, cut), steps, start, end))
        .or(
            "the windows of the test are 0 from `cut` on: they must hold the earlier answers of"
                + " the test, which are known.",
            () -> windows("the test", blank(ofTest, cut, end), steps, start, end))
        .get();
  }

  private Matrix answers(String part, double[] s, int from, int to) {
    Supplier<Matrix> right = () -> column(s, from, to, 0);
    Supplier<Matrix> some = () -> answers("the answers", right, s, from, to);
    return answers("the answers of " + part, some, s, from, to);
  }

  private Matrix answers(String which, Supplier<Matrix> right, double[] s, int from, int to) {
    return at(which, right)
        .or(
            which
                + " are the last numbers of their windows: an answer must be the number after its"
                + " window.",
            () -> column(s, from, to, -1))
        .or(
            which
                + " come one number too late: an answer must be the number right after its window.",
            () -> column(s, from, to, 1))
        .or(
            which + " are the changes from the number before: they must be the numbers themselves.",
            () -> column(s, from, to, 0).minus(column(s, from, to, -1)))
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

  /** In every row the window that begins at {@code first}. */
  private static Matrix same(double[] s, int steps, int from, int to, int first) {
    Matrix x = new Matrix(Math.max(0, to - from), steps);
    for (int n = 0; n < x.rows(); n++) {
      for (int t = 0; t < steps; t++) {
        x.set(n, t, s[within(s, first + t)]);
      }
    }
    return x;
  }

  private static Matrix column(double[] s, int from, int to, int offset) {
    return rows(s, 1, from, to, offset);
  }

  private static int within(double[] s, int i) {
    return Math.max(0, Math.min(s.length - 1, i));
  }

  /** The rows from one on. */
  private static Matrix after(Matrix m, int first) {
    return m.rows(Math.min(first, m.rows()), m.rows());
  }

  private static double[] blank(double[] s, int from, int to) {
    double[] other = s.clone();
    Arrays.fill(other, from, to, 0);
    return other;
  }

  private static double[] map(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x).map(function).toArray();
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

  /** Each row scaled by itself. */
  private static Matrix byRows(Matrix x) {
    Matrix other = new Matrix(x.rows(), x.cols());
    for (int n = 0; n < x.rows(); n++) {
      double[] row = x.pick(n).data();
      other.put(new int[] {n}, Matrix.row(scaledBy(row, row, row, 0)));
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

  /** The mean of the squares about the mean of the numbers before, or of these and the number. */
  private static double squareSoFar(double[] x, int withIt) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += Math.pow(x[i] - mean(Arrays.copyOf(x, i + withIt)), 2);
    }
    return sum / x.length;
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
