package e16_gradient_reach;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a gradient is followed back. */
final class GradientReachSlips extends LayerSlips implements GradientReach {
  private static final String CLIPPED =
      "dh is clipped on the way: it must go on as it is, however large.";

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
            .or("the norms are not divided by that of dLast: entry 0 must be 1.", () -> lengths)
            .or(
                "each norm is divided by the one before it in the result: each must be divided by"
                    + " that of dLast.",
                () -> each(T + 1, k -> lengths[k] / lengths[Math.max(k - 1, 0)]))
            .or(
                "the ratios of neighbouring norms are multiplied: after a gradient of 0 the next"
                    + " ratio is 0 / 0 = NaN. Each norm must be divided by that of dLast.",
                () -> each(T + 1, k -> productOfRatios(lengths, k)))
            .or(
                "the norms are divided by the largest of them: they must be divided by that of"
                    + " dLast.",
                () -> each(T + 1, k -> lengths[k] / Arrays.stream(lengths, 0, T).max().orElse(1)))
            .or(
                "the norms are divided by their sum: they must be divided by that of dLast.",
                () -> each(T + 1, k -> lengths[k] / Arrays.stream(lengths, 0, T).sum()))
            .or(
                "the norms are divided by that of the last state: they must be divided by that of"
                    + " dLast.",
                () -> each(T + 1, k -> lengths[k] / length.applyAsDouble(hs[T - 1])))
            .or(
                "the ratio is inverted: it must be the norm of dh, divided by that of dLast.",
                () -> each(T + 1, k -> first / lengths[k]))
            .or(
                "the ratios of the examples are averaged: there must be one norm, over all entries"
                    + " of dh.",
                () -> each(T + 1, k -> meanOfRatios(dh[k], dLast)))
            .get();
    double[] zeros = new double[T + 1];
    return result(
        at("a gradient of 0", () -> first == 0 ? zeros : ratios)
            .or("a dLast of 0 gives 0 / 0, which is NaN: all entries must be 0 then.", () -> ratios)
            .or(
                "a small number is added to the norm of dLast: each norm must be divided by that of"
                    + " dLast itself.",
                () -> first == 0 ? zeros : each(T + 1, k -> ratios[k] * first / (first + 1e-6)))
            .or(
                "a NaN in dLast gives zeros: all entries must be NaN then. A NaN is not above 0, so"
                    + " ask whether the norm is == 0.",
                () -> first > 0 ? ratios : zeros)
            .or(
                "a small dLast counts as 0: all entries must be 0 only if its norm is exactly 0.",
                () -> first < 1e-6 ? zeros : ratios)
            .or(
                "a dLast with a 0 in it counts as 0: the result must be 0 only if all entries of"
                    + " dLast are 0.",
                () -> entries(dLast).anyMatch(v -> v == 0) ? zeros : ratios)
            .or(
                "a dLast of 0 gives ones: all entries must be 0 then.",
                () -> first == 0 ? each(T + 1, k -> 1) : ratios)
            .or(
                "entry 0 is 1 although dLast is 0: all entries must be 0 then, entry 0 too.",
                () -> first == 0 ? each(T + 1, k -> k == 0 ? 1 : 0) : ratios)
            .or(
                "entry 0 is 1 although dLast holds a NaN: all entries must be NaN then.",
                () -> Double.isNaN(first) ? each(T + 1, k -> k == 0 ? 1 : first) : ratios)
            .get());
  }

  /** The gradient one state before. */
  private Matrix back(Matrix dh, int k, Matrix[] hs, Matrix Wh, Matrix dLast) {
    int T = hs.length;
    Matrix h = hs[T - k];
    Matrix slope =
        derivativeOfTanh("the derivative of tanh", "h", h)
            .or(
                "the derivative of tanh is that at the state before: the step from h_t to h_(t−1)"
                    + " must have that at h_t.",
                () -> slope(hs[Math.max(T - k - 1, 0)]))
            .or(
                "the derivative of tanh is that at the last state at every step: each step must"
                    + " have that at its own state.",
                () -> slope(hs[T - 1]))
            .or(
                "the derivatives of tanh are read from the first state on: they must be read from"
                    + " the last one on.",
                () -> slope(hs[k - 1]))
            .get();
    Matrix dz = dh.hadamard(slope);
    return at("one step back", () -> dz.matmul(Wh.transpose()))
        .or(
            "Wh is not transposed: it must be ·Whᵀ on the way back. Wh is square, so the shapes"
                + " do not show it.",
            () -> dz.matmul(Wh))
        .or("Wh is missing: after the slopes, the product with Whᵀ must follow.", () -> dz)
        .or(
            "the slopes come after the product: it must be (dh ⊙ slope)·Whᵀ, since the way back"
                + " meets the tanh first.",
            () -> dh.matmul(Wh.transpose()).hadamard(slope))
        .or(
            "dh is multiplied by the norm of Wh: it must be (dh ⊙ slope)·Whᵀ, and then the norm is"
                + " taken.",
            () -> dh.scale(Wh.norm()))
        .or(
            "dh is multiplied by the largest slope and by the norm of Wh, which gives only a bound:"
                + " it must be (dh ⊙ slope)·Whᵀ, and then the norm is taken.",
            () -> dh.scale(entries(slope).reduce(0, Math::max) * Wh.norm()))
        .or(
            "Wh is a factor at the first step only: every step must have the product with Whᵀ.",
            () -> k == 1 ? dz.matmul(Wh.transpose()) : dz)
        .or(
            "Wh is a factor twice at each step: it must be a factor once.",
            () -> dz.matmul(Wh.transpose()).matmul(Wh.transpose()))
        .or(
            "dLast is added at every step: only the last state may get it.",
            () -> dz.matmul(Wh.transpose()).plus(dLast))
        .or(
            "every step starts from dLast again: it must start from the dh of the step before.",
            () -> dLast.hadamard(slope).matmul(Wh.transpose()))
        .or(
            "dh is added to what comes back: dh_(t−1) must be (dh_t ⊙ slope)·Whᵀ and no more.",
            () -> dz.matmul(Wh.transpose()).plus(dh))
        .or(
            "the signs of dh are lost on the way: dh must keep them from step to step.",
            () -> dz.map(Math::abs).matmul(Wh.transpose()))
        .or(CLIPPED, () -> dz.matmul(Wh.transpose()).map(v -> Math.max(-0.5, Math.min(0.5, v))))
        .or(CLIPPED, () -> dz.matmul(Wh.transpose()).map(v -> Math.max(-1, Math.min(1, v))))
        .or(CLIPPED, () -> shortened(dz.matmul(Wh.transpose()), 1))
        .or(
            "dh is divided by its norm at each step: it must go on as it is, and only the result is"
                + " divided.",
            () -> shortened(dz.matmul(Wh.transpose()), 0))
        .get();
  }

  private ToDoubleFunction<Matrix> length() {
    return this.<ToDoubleFunction<Matrix>>at("the norm", () -> Matrix::norm)
        .or(
            "the absolute values are added up: the norm must be the root of the sum of the"
                + " squares.",
            () -> d -> entries(d).map(Math::abs).sum())
        .or(
            "the root is missing: the norm must be the root of the sum of the squares.",
            () -> d -> d.norm() * d.norm())
        .or(
            "the largest entry is used in place of the norm: it must be the root of the sum of the"
                + " squares.",
            () -> d -> entries(d).map(Math::abs).reduce(0, Math::max))
        .or(
            "the entries are added up with their signs: the norm must be the root of the sum of the"
                + " squares.",
            () -> d -> Math.abs(entries(d).sum()))
        .or(
            "the norms of the rows are averaged: there must be one norm, over all entries of"
                + " all rows.",
            () -> GradientReachSlips::meanOfRows)
        .or(
            "the rows are added up or averaged before the norm is taken: there must be one"
                + " norm, over all entries of all rows.",
            () -> d -> d.sumRows().norm())
        .or(
            "only the first example is measured: the norm must be over all entries of all rows.",
            () -> d -> d.rows(0, 1).norm())
        .or(
            "only the last example is measured: the norm must be over all entries of all rows.",
            () -> d -> d.rows(d.rows() - 1, d.rows()).norm())
        .get();
  }

  /** The entries, of which there is one more than wanted. */
  private double[] result(double[] all) {
    int T = all.length - 1;
    double[] reach = Arrays.copyOf(all, T);
    Choice<double[]> result = at("the result", () -> reach);
    result
        .or(
            "the entries are in reverse order: entry 0 must belong to the last state, and be 1.",
            () -> each(T, k -> reach[T - 1 - k]))
        .or(
            "the norm is noted after the step back: it must be noted before it, so that entry 0 is"
                + " that of dLast, 1.",
            () -> Arrays.copyOfRange(all, 1, T + 1))
        .or(
            "the last entry stays 0: the loop must go over all T states, down to the first.",
            () -> each(T, k -> k == T - 1 ? 0 : reach[k]))
        .or(
            "the entries are added up: each must be the ratio of its own step.",
            () -> each(T, k -> Arrays.stream(reach, 0, k + 1).sum()))
        .or(
            "the entries are multiplied: each must be the ratio of its own step to dLast.",
            () -> each(T, k -> Arrays.stream(reach, 0, k + 1).reduce(1, (p, v) -> p * v)))
        .or(
            "the logarithm is returned: it must be the ratio.",
            () -> each(T, k -> Math.log(reach[k])))
        .or(
            "what is lost is returned: it must be what is left, 1 at entry 0.",
            () -> each(T, k -> 1 - reach[k]))
        .or(
            "a k-th root is returned: it must be the ratio itself.",
            () -> each(T, k -> k == 0 ? reach[0] : Math.pow(reach[k], 1.0 / k)))
        .or(
            "a reach above 1 is cut to 1: it must be returned as it is, since a gradient may grow.",
            () -> each(T, k -> Math.min(1, reach[k])));
    for (double small : new double[] {1e-3, 1e-4, 1e-5, 1e-6}) {
      result
          .or(
              "it stops at a small reach, and leaves 0 for the rest: the loop must go on. A small"
                  + " gradient may grow again.",
              () ->
                  each(
                      T,
                      k -> Arrays.stream(reach, 0, k + 1).min().orElse(1) < small ? 0 : reach[k]))
          .or(
              "a small reach is set to 0: it must be returned as it is.",
              () -> each(T, k -> reach[k] < small ? 0 : reach[k]));
    }
    return result.get();
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

  private static double productOfRatios(double[] lengths, int k) {
    return IntStream.rangeClosed(1, k)
        .mapToDouble(m -> lengths[m] / lengths[m - 1])
        .reduce(lengths[0] / lengths[0], (p, ratio) -> p * ratio);
  }

  /** A gradient, brought to a length if it is longer. */
  private static Matrix shortened(Matrix d, double longest) {
    double norm = d.norm();
    return norm > longest ? d.scale(Math.max(longest, 1) / norm) : d;
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
