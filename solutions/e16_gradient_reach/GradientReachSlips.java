package e16_gradient_reach;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a gradient is followed back. */
final class GradientReachSlips extends Slips implements GradientReach {
  @Override
  public double[] reach(Matrix[] hs, Matrix Wh, Matrix dLast) {
    int T = hs.length;
    Matrix[] dh = new Matrix[T + 1];
    dh[0] = dLast;
    for (int k = 1; k <= T; k++) {
      dh[k] = back(dh[k - 1], k, hs, Wh, dLast);
    }
    ToDoubleFunction<Matrix> length = length();
    double[] lengths = Arrays.stream(dh).mapToDouble(length).toArray();
    double first = lengths[0];
    double[] ratios =
        at("the ratio", () -> each(T + 1, k -> lengths[k] / first))
            .or("the norms are not divided by that of dLast: entry 0 is 1.", () -> lengths)
            .or(
                "each norm is divided by the one a step later: divide all of them by that of"
                    + " dLast.",
                () -> each(T + 1, k -> lengths[k] / lengths[Math.max(k - 1, 0)]))
            .or(
                "the norms are divided by the largest of them: divide by that of dLast.",
                () -> each(T + 1, k -> lengths[k] / Arrays.stream(lengths, 0, T).max().orElse(1)))
            .or(
                "the norms are divided by their sum: divide by that of dLast.",
                () -> each(T + 1, k -> lengths[k] / Arrays.stream(lengths, 0, T).sum()))
            .or(
                "the norms are divided by that of the last state: divide by that of its gradient,"
                    + " dLast.",
                () -> each(T + 1, k -> lengths[k] / length.applyAsDouble(hs[T - 1])))
            .or(
                "the ratio is upside down: the norm of dh is above the line, that of dLast below.",
                () -> each(T + 1, k -> first / lengths[k]))
            .or(
                "each example's own ratio is taken, and then the mean of them: there is one norm"
                    + " over all entries of dh.",
                () -> each(T + 1, k -> meanOfRatios(dh[k], dLast)))
            .get();
    double[] zeros = new double[T + 1];
    return result(
        at("a gradient of 0", () -> first == 0 ? zeros : ratios)
            .or("a dLast of 0 gives 0 / 0, which is NaN: every entry is 0 then.", () -> ratios)
            .or(
                "a small number is added to the norm of dLast: divide by the norm itself, and give"
                    + " 0 where it is 0.",
                () -> first == 0 ? zeros : each(T + 1, k -> ratios[k] * first / (first + 1e-6)))
            .or(
                "a NaN is taken for a gradient of 0: compare with == 0, since a NaN is not above 0,"
                    + " either.",
                () -> first > 0 ? ratios : zeros)
            .or(
                "a small dLast is taken for a dLast of 0: compare its norm with 0 itself.",
                () -> first < 1e-6 ? zeros : ratios)
            .or(
                "a dLast with a 0 in it is taken for a dLast of 0: only where all entries are 0 is"
                    + " there nothing to measure.",
                () -> entries(dLast).anyMatch(v -> v == 0) ? zeros : ratios)
            .or(
                "a dLast of 0 gives ones: there is nothing to compare with, so every entry is 0.",
                () -> first == 0 ? each(T + 1, k -> 1) : ratios)
            .get());
  }

  /** The gradient one state before. */
  private Matrix back(Matrix dh, int k, Matrix[] hs, Matrix Wh, Matrix dLast) {
    int T = hs.length;
    Matrix h = hs[T - k];
    Matrix slope =
        at("the slope", () -> slope(h))
            .or(
                "the slope 1 − h² is missing: before the product with Whᵀ, each entry of dh is"
                    + " multiplied by the slope of its tanh.",
                () -> h.map(v -> 1))
            .or(
                "the slopes are those of the state before: from h_t to h_(t−1) it goes through the"
                    + " tanh that gave h_t.",
                () -> slope(hs[Math.max(T - k - 1, 0)]))
            .or(
                "the slopes of the last state are used at every step: each state has its own, so"
                    + " no two products are the same.",
                () -> slope(hs[T - 1]))
            .or(
                "the slopes are read from the first state on: the way back begins at the last"
                    + " one.",
                () -> slope(hs[k - 1]))
            .or(
                "the slope is 1 − h, without the square: it must be 1 − h².",
                () -> h.map(v -> 1 - v))
            .or(
                "h·(1 − h) is the slope of the sigmoid: that of tanh is 1 − h².",
                () -> h.map(v -> v * (1 - v)))
            .or("the slope is 1 + h²: it must be 1 − h².", () -> h.map(v -> 1 + v * v))
            .or("the slope is h²: it must be 1 − h², large where h is small.", () -> h.hadamard(h))
            .or(
                "the slope is 1 − tanh²(h): h is already the tanh, so it is 1 − h².",
                () -> slope(h.map(Math::tanh)))
            .or(
                "the slope is taken twice: there is one tanh between two states.",
                () -> slope(h).hadamard(slope(h)))
            .or(
                "the root of the slope is taken: it must be 1 − h².",
                () -> slope(h).map(v -> Math.sqrt(Math.max(0, v))))
            .get();
    Matrix dz = dh.hadamard(slope);
    return at("one step back", () -> dz.matmul(Wh.transpose()))
        .or(
            "Wh is not transposed: on the way back it is ·Whᵀ. Wh is square, so the shapes"
                + " do not show it.",
            () -> dz.matmul(Wh))
        .or("Wh is missing: after the slopes comes the product with Whᵀ.", () -> dz)
        .or(
            "the slopes come after the product: on the way back the tanh is met first, so it is (dh"
                + " ⊙ slope)·Whᵀ.",
            () -> dh.matmul(Wh.transpose()).hadamard(slope))
        .or(
            "norms are multiplied: hand dh itself on, through the slopes and Whᵀ, and take the norm"
                + " of what comes.",
            () -> dh.scale(Wh.norm()))
        .or(
            "Wh is multiplied in at the first step alone: every step goes through Whᵀ.",
            () -> k == 1 ? dz.matmul(Wh.transpose()) : dz)
        .or(
            "Wh is multiplied in twice at each step: once is enough.",
            () -> dz.matmul(Wh.transpose()).matmul(Wh.transpose()))
        .or(
            "dLast is added at every step: the loss looks at the last state alone.",
            () -> dz.matmul(Wh.transpose()).plus(dLast))
        .or(
            "every step starts from dLast again: hand on the dh of the step before.",
            () -> dLast.hadamard(slope).matmul(Wh.transpose()))
        .or(
            "dh is added to what comes back: dh_(t−1) is (dh_t ⊙ slope)·Whᵀ alone.",
            () -> dz.matmul(Wh.transpose()).plus(dh))
        .or(
            "the signs of dh are lost on the way: take absolute values only for the norm.",
            () -> dz.map(Math::abs).matmul(Wh.transpose()))
        .or(
            "dh is clipped on the way: that belongs to the training. Here it is measured.",
            () -> dz.matmul(Wh.transpose()).map(v -> Math.max(-0.5, Math.min(0.5, v))))
        .get();
  }

  private ToDoubleFunction<Matrix> length() {
    return this.<ToDoubleFunction<Matrix>>at("the norm", () -> Matrix::norm)
        .or(
            "the absolute values are summed up: the norm is the root of the sum of the squares.",
            () -> d -> entries(d).map(Math::abs).sum())
        .or(
            "the root is missing: the norm is the root of the sum of the squares.",
            () -> d -> d.norm() * d.norm())
        .or(
            "the largest entry is taken for the norm: it must be the root of the sum of the squares.",
            () -> d -> entries(d).map(Math::abs).reduce(0, Math::max))
        .or(
            "the entries are summed up with their signs: the norm is the root of the sum of the"
                + " squares.",
            () -> d -> Math.abs(entries(d).sum()))
        .or(
            "the norms of the rows are averaged: there is one norm, over all entries of all rows.",
            () -> GradientReachSlips::meanOfRows)
        .or(
            "the examples are averaged before the norm is taken: it must be over all entries of all"
                + " rows.",
            () -> d -> d.sumRows().norm())
        .or(
            "only the first example is measured: the norm is over all entries of all rows.",
            () -> d -> d.rows(0, 1).norm())
        .or(
            "only the last example is measured: the norm is over all entries of all rows.",
            () -> d -> d.rows(d.rows() - 1, d.rows()).norm())
        .get();
  }

  /** The entries, of which there is one more than wanted. */
  private double[] result(double[] all) {
    int T = all.length - 1;
    double[] reach = Arrays.copyOf(all, T);
    return at("the result", () -> reach)
        .or(
            "the entries are in reverse order: entry 0 belongs to the last state, and is 1.",
            () -> each(T, k -> reach[T - 1 - k]))
        .or(
            "the entries are one step late: entry 0 belongs to the last state, where dh is dLast,"
                + " and is 1.",
            () -> Arrays.copyOfRange(all, 1, T + 1))
        .or(
            "the last entry stays empty: the loop runs over all T states.",
            () -> each(T, k -> k == T - 1 ? 0 : reach[k]))
        .or(
            "the entries are added up: each is a ratio of its own.",
            () -> each(T, k -> Arrays.stream(reach, 0, k + 1).sum()))
        .or(
            "the entries are multiplied up: each is compared with dLast already.",
            () -> each(T, k -> Arrays.stream(reach, 0, k + 1).reduce(1, (p, v) -> p * v)))
        .or("the logarithm is returned: return the ratio.", () -> each(T, k -> Math.log(reach[k])))
        .or(
            "what is lost is returned: return what is left, which is 1 at entry 0.",
            () -> each(T, k -> 1 - reach[k]))
        .or(
            "the growth for each step is returned: return the ratio, without a k-th root.",
            () -> each(T, k -> k == 0 ? reach[0] : Math.pow(reach[k], 1.0 / k)))
        .or(
            "what is above 1 is cut off: a gradient may grow, and that is to be seen.",
            () -> each(T, k -> Math.min(1, reach[k])))
        .get();
  }

  private static Matrix slope(Matrix h) {
    return h.map(v -> 1 - v * v);
  }

  private static DoubleStream entries(Matrix d) {
    return Arrays.stream(d.data());
  }

  private static double[] each(int count, IntToDoubleFunction of) {
    return IntStream.range(0, count).mapToDouble(of).toArray();
  }

  private static double meanOfRows(Matrix d) {
    return IntStream.range(0, d.rows()).mapToDouble(n -> row(d, n)).average().orElse(0);
  }

  private static double meanOfRatios(Matrix d, Matrix first) {
    return IntStream.range(0, d.rows())
        .mapToDouble(n -> row(d, n) / row(first, n))
        .average()
        .orElse(0);
  }

  private static double row(Matrix d, int n) {
    return d.rows(n, n + 1).norm();
  }
}
