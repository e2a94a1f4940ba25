package e12_judge_gradient;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a gradient is judged. */
final class JudgeGradientSlips extends Slips implements JudgeGradient {
  private static final double FLOOR = 1e-6;

  @Override
  public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
    DoubleBinaryOperator error = error();
    ToDoubleFunction<double[]> whole = whole();
    double[] errors =
        IntStream.range(0, analytic.length)
            .mapToDouble(k -> whole.applyAsDouble(each(error, analytic[k], numeric[k])))
            .toArray();
    double[] all =
        at("each matrix by itself", () -> errors)
            .or(
                "the largest error is not set back to 0 for the next matrix: each is judged by"
                    + " itself.",
                () -> soFar(errors))
            .or(
                "all matrices have the error of the worst one: each is judged by itself.",
                () -> filled(errors.length, Arrays.stream(errors).max().orElse(0)))
            .get();
    DoublePredicate isWrong = isWrong(tolerance);
    int[] wrong = Arrays.stream(all).mapToInt(e -> isWrong.test(e) ? 1 : 0).toArray();
    return new Verdict(all, wrong);
  }

  private DoubleBinaryOperator error() {
    DoubleBinaryOperator difference =
        this.<DoubleBinaryOperator>at("the difference", () -> (a, n) -> Math.abs(a - n))
            .or(
                "the signs are lost: |a − n| is the difference of the numbers, not of their sizes.",
                () -> (a, n) -> Math.abs(Math.abs(a) - Math.abs(n)))
            .or(
                "the difference has a sign: where a is below n it is negative, and passes. It is |a"
                    + " − n|.",
                () -> (a, n) -> a - n)
            .or("the difference is squared: it must be |a − n|.", () -> (a, n) -> (a - n) * (a - n))
            .or("the two are added: it must be |a − n|.", () -> (a, n) -> Math.abs(a + n))
            .get();
    DoubleBinaryOperator size = size();
    return this.<DoubleBinaryOperator>at(
            "what is not finite",
            () ->
                (a, n) ->
                    Double.isFinite(a) && Double.isFinite(n)
                        ? difference.applyAsDouble(a, n) / size.applyAsDouble(a, n)
                        : Double.POSITIVE_INFINITY)
        .or(
            "a NaN counts as right: it must be above no tolerance, so ask for it first.",
            () ->
                (a, n) ->
                    Double.isFinite(a) && Double.isFinite(n)
                        ? difference.applyAsDouble(a, n) / size.applyAsDouble(a, n)
                        : 0)
        .or(
            "the error of a NaN is NaN, and no NaN is above a tolerance: it must be infinite.",
            () -> (a, n) -> difference.applyAsDouble(a, n) / size.applyAsDouble(a, n))
        .or(
            "only a NaN is asked for: ∞ − ∞ and ∞ / ∞ are NaN, so the error of an infinity is infinite"
                + " as well.",
            () ->
                (a, n) ->
                    Double.isNaN(a) || Double.isNaN(n)
                        ? Double.POSITIVE_INFINITY
                        : difference.applyAsDouble(a, n) / size.applyAsDouble(a, n))
        .get();
  }

  private DoubleBinaryOperator size() {
    return this.<DoubleBinaryOperator>at(
            "the size", () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), FLOOR))
        .or("the error is absolute: divide by the larger of |a| and |n|.", () -> (a, n) -> 1)
        .or(
            "the difference is divided by |a| alone: divide by the larger of |a| and |n|.",
            () -> (a, n) -> Math.max(Math.abs(a), FLOOR))
        .or(
            "the difference is divided by |n| alone: divide by the larger of |a| and |n|.",
            () -> (a, n) -> Math.max(Math.abs(n), FLOOR))
        .or(
            "the difference is divided by the smaller of |a| and |n|: divide by the larger.",
            () -> (a, n) -> Math.max(Math.min(Math.abs(a), Math.abs(n)), FLOOR))
        .or(
            "the difference is divided by |a| + |n|: divide by the larger of the two.",
            () -> (a, n) -> Math.max(Math.abs(a) + Math.abs(n), FLOOR))
        .or(
            "the difference is divided by the mean of |a| and |n|: divide by the larger of the two.",
            () -> (a, n) -> Math.max((Math.abs(a) + Math.abs(n)) / 2, FLOOR))
        .or(
            "the difference is divided by the larger of a and n: divide by the larger of |a| and |n|, or a"
                + " negative number counts as small.",
            () -> (a, n) -> Math.max(Math.max(a, n), FLOOR))
        .or(
            "1e-6 is added to the divisor: it must be only the least that the divisor can be, max(|a|, |n|,"
                + " 1e-6).",
            () -> (a, n) -> Math.max(Math.abs(a), Math.abs(n)) + FLOOR)
        .or(
            "the divisor can be less than 1e-6: then 0 / 0 is NaN, and two numbers that are nearly 0"
                + " have a large error.",
            () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1e-300))
        .or(
            "the divisor is 1 at least: it must be 1e-6 at least, or small gradients are not compared.",
            () -> (a, n) -> Math.max(Math.max(Math.abs(a), Math.abs(n)), 1))
        .get();
  }

  private ToDoubleFunction<double[]> whole() {
    return this.<ToDoubleFunction<double[]>>at(
            "the whole matrix", () -> e -> Arrays.stream(e).reduce(0, Math::max))
        .or(
            "the errors are averaged: one bad entry would be lost among the good ones. It is the"
                + " largest.",
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
            "the last entry is left out: the loop goes over all of them.",
            () -> e -> Arrays.stream(e, 0, e.length - 1).reduce(0, Math::max))
        .or(
            "the first entry is left out: the loop goes over all of them.",
            () -> e -> Arrays.stream(e, 1, e.length).reduce(0, Math::max))
        .get();
  }

  private DoublePredicate isWrong(double tolerance) {
    return this.<DoublePredicate>at("the verdict", () -> e -> e > tolerance)
        .or(
            "an error that is equal to the tolerance is called wrong: wrong is what is above it.",
            () -> e -> e >= tolerance)
        .or("right and wrong are exchanged: 1 is wrong.", () -> e -> e <= tolerance)
        .or(
            "the tolerance is not used: wrong is what is above the tolerance that is given.",
            () -> e -> e > FLOOR)
        .or("the tolerance is squared: use it as it is.", () -> e -> e > tolerance * tolerance)
        .or("nothing is called wrong: 1 is wrong, 0 is right.", () -> e -> false)
        .or(
            "an infinite error is called right: it must be above every tolerance.",
            () -> e -> Double.isFinite(e) && e > tolerance)
        .get();
  }

  private static double[] each(DoubleBinaryOperator error, Matrix a, Matrix n) {
    return IntStream.range(0, a.data().length)
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
