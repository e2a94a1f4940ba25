package e12_judge_gradient;

import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a gradient is judged. */
final class JudgeGradientSlips extends Slips implements JudgeGradient {
  private static final double FLOOR = 1e-6;
  private static final String LOW =
      "the divisor can be less than 1e-6: it must be 1e-6 at least, so that two numbers that are"
          + " nearly 0 have a small error.";
  private static final BiPredicate<Double, Double> FINITE =
      (a, n) -> Double.isFinite(a) && Double.isFinite(n);

  @Override
  public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
    int K = analytic.length;
    DoubleBinaryOperator error = error();
    ToDoubleFunction<double[]> whole = whole();
    ToDoubleFunction<double[]> first =
        e -> Arrays.stream(e).filter(v -> v > tolerance).findFirst().orElse(whole.applyAsDouble(e));
    double[][] entries = new double[K][];
    double[][] differences = new double[K][];
    double[] errors = new double[K];
    for (int k = 0; k < K; k++) {
      entries[k] = each(error, analytic[k], numeric[k]);
      differences[k] = each((a, n) -> Math.abs(a - n), analytic[k], numeric[k]);
      double[] e = entries[k];
      double[] d = differences[k];
      Matrix a = analytic[k];
      Matrix n = numeric[k];
      errors[k] =
          at("the error of a matrix", () -> whole.applyAsDouble(e))
              .or(
                  "the search ends at the first error above the tolerance: it must go on, since the"
                      + " error of a matrix is its largest.",
                  () -> first.applyAsDouble(e))
              .or(
                  "one error is computed for the whole matrix, from norms: compute the error of"
                      + " each entry, and take the largest.",
                  () -> ofNorms(a, n))
              .or(
                  "the largest difference is divided by the largest number: divide entry by entry,"
                      + " then take the largest error.",
                  () -> max(d) / Math.max(Math.max(largest(a), largest(n)), FLOOR))
              .or(
                  "the error of the entry with the largest difference is taken: it must be the"
                      + " largest error, which another entry may have.",
                  () -> e[indexOfLargest(d)])
              .get();
    }
    double[] all =
        at("each matrix by itself", () -> errors)
            .or(
                "the largest error is not set back to 0 for the next matrix: each must be judged by"
                    + " itself.",
                () -> soFar(errors))
            .or(
                "all matrices have the error of the worst one: each must be judged by itself.",
                () -> filled(errors.length, Arrays.stream(errors).max().orElse(0)))
            .or(
                "the matrices after one with a NaN or an infinity are not judged: each must be.",
                () -> untilInfinite(errors))
            .get();
    DoublePredicate isWrong = isWrong(tolerance);
    int[] wrong = Arrays.stream(all).mapToInt(e -> isWrong.test(e) ? 1 : 0).toArray();
    boolean anyWrong = Arrays.stream(all).anyMatch(isWrong);
    return new Verdict(
        at("the errors", () -> all)
            .or(
                "the error of a NaN or an infinity is NaN: it must be Double.POSITIVE_INFINITY.",
                () -> inPlaceOfInfinity(all, Double.NaN))
            .or(
                "the error of a NaN or an infinity is Double.MAX_VALUE: it must be"
                    + " Double.POSITIVE_INFINITY.",
                () -> inPlaceOfInfinity(all, Double.MAX_VALUE))
            .or(
                "the error of a NaN or an infinity is 1: it must be Double.POSITIVE_INFINITY.",
                () -> inPlaceOfInfinity(all, 1))
            .get(),
        at("the flags", () -> wrong)
            .or(
                "`wrong` holds the number of wrong entries: it must be 1, however many there are.",
                () -> flags(K, k -> (int) Arrays.stream(entries[k]).filter(isWrong).count()))
            .or(
                "one wrong matrix makes the flags of all matrices 1: each must have a flag of its"
                    + " own.",
                () -> flags(K, k -> anyWrong ? 1 : 0))
            .or(
                "the last entry decides about the flag: compare the largest error with the"
                    + " tolerance. Is the flag set anew for each entry?",
                () -> flags(K, k -> isWrong.test(entries[k][entries[k].length - 1]) ? 1 : 0))
            .or(
                "`wrong` does not follow `error`: the difference |a − n| is compared with the"
                    + " tolerance. It must be error > tolerance.",
                () -> flags(K, k -> max(differences[k]) <= tolerance ? 0 : 1))
            .or(
                "`wrong` does not follow `error`: |a − n| is compared with tolerance · |n|, as by"
                    + " numpy's allclose. It must be error > tolerance.",
                () -> flags(K, k -> isClose(analytic[k], numeric[k], tolerance) ? 0 : 1))
            .get());
  }

  private static double[] inPlaceOfInfinity(double[] errors, double other) {
    return Arrays.stream(errors).map(e -> Double.isFinite(e) ? e : other).toArray();
  }

  private static int[] flags(int K, IntUnaryOperator flag) {
    return IntStream.range(0, K).map(flag).toArray();
  }

  private static double ofNorms(Matrix a, Matrix n) {
    return a.isFinite() && n.isFinite()
        ? a.minus(n).norm() / Math.max(Math.max(a.norm(), n.norm()), FLOOR)
        : Double.POSITIVE_INFINITY;
  }

  private static boolean isClose(Matrix a, Matrix n, double tolerance) {
    return a.isFinite()
        && n.isFinite()
        && IntStream.range(0, a.data().length)
            .allMatch(
                i ->
                    Math.abs(a.data()[i] - n.data()[i])
                        <= 1e-8 + tolerance * Math.abs(n.data()[i]));
  }

  private static double largest(Matrix m) {
    return max(m.map(Math::abs).data());
  }

  private static double max(double[] numbers) {
    return Arrays.stream(numbers).reduce(0, Math::max);
  }

  private static int indexOfLargest(double[] numbers) {
    return IntStream.range(0, numbers.length).reduce(0, (i, j) -> numbers[j] > numbers[i] ? j : i);
  }

  private static double[] untilInfinite(double[] errors) {
    int end =
        IntStream.range(0, errors.length)
            .filter(k -> !Double.isFinite(errors[k]))
            .findFirst()
            .orElse(errors.length);
    return Arrays.copyOf(Arrays.copyOf(errors, Math.min(end + 1, errors.length)), errors.length);
  }

  private DoubleBinaryOperator error() {
    DoubleBinaryOperator difference =
        this.<DoubleBinaryOperator>at("the difference", () -> (a, n) -> Math.abs(a - n))
            .or(
                "the signs are lost: it must be |a − n|, not the difference of |a| and |n|.",
                () -> (a, n) -> Math.abs(Math.abs(a) - Math.abs(n)))
            .or(
                "the difference has a sign: it must be |a − n|. Where a is below n, a − n is"
                    + " negative, and so below every tolerance.",
                () -> (a, n) -> a - n)
            .or("the difference is squared: it must be |a − n|.", () -> (a, n) -> (a - n) * (a - n))
            .or("the two are added: it must be |a − n|.", () -> (a, n) -> Math.abs(a + n))
            .or(
                "two numbers that are both below 1e-6 count as equal: their difference must be"
                    + " divided by 1e-6.",
                () -> (a, n) -> Math.max(Math.abs(a), Math.abs(n)) < FLOOR ? 0 : Math.abs(a - n))
            .get();
    DoubleBinaryOperator size = size();
    DoubleBinaryOperator right =
        (a, n) -> difference.applyAsDouble(a, n) / size.applyAsDouble(a, n);
    Choice<DoubleBinaryOperator> choice =
        this.<DoubleBinaryOperator>at(
                "what is not finite", () -> asking(right, FINITE, Double.POSITIVE_INFINITY))
            .or(
                "a NaN or an infinity counts as right: if a number is not finite, the error must be"
                    + " infinite. Ask for it, since NaN is neither above nor below anything.",
                () -> withoutNaN(right))
            .or(
                "the error of a NaN or an infinity is NaN, so that it is called right: it must be"
                    + " infinite, since NaN is not above a tolerance.",
                () -> right)
            .or(
                "two equal infinities count as right: ask whether both are finite before you ask"
                    + " whether they are equal.",
                () ->
                    (a, n) ->
                        a == n
                            ? 0
                            : asking(right, FINITE, Double.POSITIVE_INFINITY).applyAsDouble(a, n));
    notAskedFor(
        choice,
        "the error is infinite only if neither number is finite: one of them must be enough, so ask"
            + " with || and not with &&.",
        right,
        (a, n) -> Double.isFinite(a) || Double.isFinite(n));
    notAskedFor(
        choice,
        "an infinity is not asked for: isNaN does not see it, and ∞ / ∞ is NaN. It must be asked"
            + " with isFinite.",
        right,
        (a, n) -> !Double.isNaN(a) && !Double.isNaN(n));
    notAskedFor(
        choice,
        "a NaN is not asked for: isInfinite does not see it. It must be asked with isFinite.",
        right,
        (a, n) -> !Double.isInfinite(a) && !Double.isInfinite(n));
    notAskedFor(
        choice,
        "only analytic is asked whether its numbers are finite: numeric must be asked, too.",
        right,
        (a, n) -> Double.isFinite(a));
    notAskedFor(
        choice,
        "only numeric is asked whether its numbers are finite: analytic must be asked, too.",
        right,
        (a, n) -> Double.isFinite(n));
    notAskedFor(
        choice,
        "only a NaN in a − n is asked for: with one infinity it is infinite, and ∞ / ∞ is NaN. Ask"
            + " whether both numbers are finite.",
        right,
        (a, n) -> !Double.isNaN(a - n));
    return choice.get();
  }

  /** An error that is infinite, or another number, where the two are not as they must be. */
  private static DoubleBinaryOperator asking(
      DoubleBinaryOperator error, BiPredicate<Double, Double> isFine, double otherwise) {
    return (a, n) -> isFine.test(a, n) ? error.applyAsDouble(a, n) : otherwise;
  }

  /**
   * The wrong question is asked; an error that is NaN then stays, or is left out by a {@code >}.
   */
  private static void notAskedFor(
      Choice<DoubleBinaryOperator> choice,
      String sentence,
      DoubleBinaryOperator error,
      BiPredicate<Double, Double> isFine) {
    DoubleBinaryOperator asking = asking(error, isFine, Double.POSITIVE_INFINITY);
    choice.or(sentence, () -> asking).or(sentence, () -> withoutNaN(asking));
  }

  private static DoubleBinaryOperator withoutNaN(DoubleBinaryOperator error) {
    return (a, n) -> {
      double e = error.applyAsDouble(a, n);
      return Double.isNaN(e) ? 0 : e;
    };
  }

  private DoubleBinaryOperator size() {
    return this.<DoubleBinaryOperator>at(
            "the size", () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), FLOOR))
        .or("the error is absolute: divide by the larger of |a| and |n|.", () -> (a, n) -> 1)
        .or(
            "the difference is divided by |a| only: divide by the larger of |a| and |n|.",
            () -> (a, n) -> Math.max(Math.abs(a), FLOOR))
        .or(
            "the difference is divided by |n| only: divide by the larger of |a| and |n|.",
            () -> (a, n) -> Math.max(Math.abs(n), FLOOR))
        .or(
            "the difference is divided by the smaller of |a| and |n|: divide by the larger.",
            () -> (a, n) -> Math.max(Math.min(Math.abs(a), Math.abs(n)), FLOOR))
        .or(
            "the difference is divided by |a| + |n|: divide by the larger of the two.",
            () -> (a, n) -> Math.max(Math.abs(a) + Math.abs(n), FLOOR))
        .or(
            "the difference is divided by the mean of |a| and |n|: divide by the larger of the"
                + " two.",
            () -> (a, n) -> Math.max((Math.abs(a) + Math.abs(n)) / 2, FLOOR))
        .or(
            "the difference is divided by the larger of a and n: it must be the larger of |a| and"
                + " |n|. Otherwise a negative number counts as small.",
            () -> (a, n) -> Math.max(Math.max(a, n), FLOOR))
        .or(
            "1e-6 is added to the divisor: it must be only the least that the divisor can be,"
                + " max(|a|, |n|, 1e-6).",
            () -> (a, n) -> Math.max(Math.abs(a), Math.abs(n)) + FLOOR)
        .or(LOW, () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-300))
        .or(LOW, () -> (a, n) -> Math.max(Math.abs(a), Math.abs(n)))
        .or(LOW, () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-8))
        .or(LOW, () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-7))
        .or(
            "the divisor is 1e-5 at least, which is 10e-6: it must be 1e-6 at least.",
            () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-5))
        .or(
            "the divisor is 1 at least: it must be 1e-6 at least, so that small gradients are"
                + " compared, too.",
            () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1))
        .get();
  }

  private ToDoubleFunction<double[]> whole() {
    return this.<ToDoubleFunction<double[]>>at(
            "the whole matrix", () -> e -> Arrays.stream(e).reduce(0, Math::max))
        .or(
            "the errors are averaged: it must be the largest. In a mean, one bad entry is lost"
                + " among the good ones.",
            () -> e -> Arrays.stream(e).average().orElse(0))
        .or("the errors are added up: it must be the largest.", () -> e -> Arrays.stream(e).sum())
        .or(
            "the smallest error is taken: it must be the largest.",
            () -> e -> Arrays.stream(e).min().orElse(0))
        .or("the error of the first entry is taken: it must be the largest.", () -> e -> e[0])
        .or(
            "the error of the last entry is taken: it must be the largest.",
            () -> e -> e[e.length - 1])
        .or(
            "the root of the sum of the squares is taken: it must be the largest error.",
            () -> e -> Math.sqrt(Arrays.stream(e).map(v -> v * v).sum()))
        .or(
            "the root of the mean of the squares is taken: it must be the largest error.",
            () -> e -> Math.sqrt(Arrays.stream(e).map(v -> v * v).average().orElse(0)))
        .or(
            "the last entry is left out: the loop must go over all of them.",
            () -> e -> Arrays.stream(e, 0, e.length - 1).reduce(0, Math::max))
        .or(
            "the first entry is left out: the loop must go over all of them.",
            () -> e -> Arrays.stream(e, 1, e.length).reduce(0, Math::max))
        .get();
  }

  private DoublePredicate isWrong(double tolerance) {
    return this.<DoublePredicate>at("the verdict", () -> e -> e > tolerance)
        .or(
            "an error that is equal to the tolerance is called wrong: only one above it must be.",
            () -> e -> e >= tolerance)
        .or("right and wrong are exchanged: 1 must mean wrong.", () -> e -> e <= tolerance)
        .or(
            "the tolerance is not used: an error must be compared with the tolerance that is"
                + " given.",
            () -> e -> e > FLOOR)
        .or("the tolerance is squared: use it as it is.", () -> e -> e > tolerance * tolerance)
        .or("nothing is called wrong: 1 must mean wrong, 0 right.", () -> e -> false)
        .or(
            "an infinite error is called right: it must be above every tolerance.",
            () -> e -> Double.isFinite(e) && e > tolerance)
        .get();
  }

  private double[] each(DoubleBinaryOperator error, Matrix a, Matrix n) {
    int cols = a.cols();
    int length = a.data().length;
    IntPredicate isRead =
        this.<IntPredicate>at("the entries", () -> i -> true)
            .or(
                "the last column is left out: the loop must go over all entries.",
                () -> i -> i % cols < cols - 1)
            .or(
                "the first column is left out: the loop must go over all entries.",
                () -> i -> i % cols > 0)
            .or(
                "the last row is left out: the loop must go over all entries.",
                () -> i -> i < length - cols)
            .or(
                "the first row is left out: the loop must go over all entries.",
                () -> i -> i >= cols)
            .or(
                "only the first row is looked at: the loop must go over all entries.",
                () -> i -> i < cols)
            .or(
                "only the last row counts: the error must be the largest of all rows. Is it set"
                    + " back to 0 in each row?",
                () -> i -> i >= length - cols)
            .or(
                "only the first column is looked at: the loop must go over all entries.",
                () -> i -> i % cols == 0)
            .get();
    return IntStream.range(0, length)
        .filter(isRead)
        .mapToDouble(at -> error.applyAsDouble(a.data()[at], n.data()[at]))
        .toArray();
  }

  private static double[] soFar(double[] errors) {
    double[] all = errors.clone();
    Arrays.parallelPrefix(all, Math::max);
    return all;
  }

  private static double[] filled(int length, double value) {
    double[] all = new double[length];
    Arrays.fill(all, value);
    return all;
  }
}
