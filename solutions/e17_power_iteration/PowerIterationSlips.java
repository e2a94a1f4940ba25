package e17_power_iteration;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong where a matrix is measured by multiplying. */
final class PowerIterationSlips extends LayerSlips implements PowerIteration {
  private static final String STOPS =
      "the loop ends when singular no longer changes: it must make all rounds, which the radius"
          + " needs.";

  private static final String RAYLEIGH =
      "u·vᵀ is returned as singular: that is for an eigenvalue, and singular must be the norm"
          + " of u.";

  @Override
  public Both of(Matrix W, Matrix start, int rounds) {
    int made =
        at("the rounds", () -> rounds)
            .or(STOPS, () -> settled(W, start, rounds, 1e-12))
            .or(STOPS, () -> settled(W, start, rounds, 1e-9))
            .or(STOPS, () -> settled(W, start, rounds, 1e-6))
            .or("a fixed number of rounds is made: it must be `rounds`.", () -> 100)
            .get();
    double radius = radius(W, start, made);
    double singular = singular(W, start, made);
    return at("the result", () -> new Both(radius, singular))
        .or(
            "radius and singular are exchanged: it must be new Both(radius, singular).",
            () -> new Both(singular, radius))
        .get();
  }

  private double singular(Matrix W, Matrix start, int rounds) {
    int count =
        at("the rounds of the singular value", () -> rounds)
            .or(
                "singular is that of the round before the last: it must be that of the last"
                    + " round.",
                () -> rounds - 1)
            .or(
                "singular is measured a round too late: each round must measure u before it makes"
                    + " the next v.",
                () -> rounds + 1)
            .or("singular is that of the first round: it must be that of the last round.", () -> 1)
            .or("a fixed number of rounds is made for singular: it must be `rounds`.", () -> 100)
            .or(
                "singular stops at the round in which the power of W is 0: it must be that of the"
                    + " last round.",
                () -> untilZero(W, rounds))
            .get();
    Matrix first =
        at("the first v", () -> unit(start))
            .or(
                "start is not brought to length 1: it must be divided by its norm first.",
                () -> start)
            .or(
                "start is not used: v must begin as start, brought to length 1.",
                () -> unit(start.map(x -> 1)))
            .get();
    Matrix way =
        at("the two products", () -> W)
            .or(
                "W and Wᵀ are exchanged: it must be u = v·W first, and u·Wᵀ on the way back.",
                W::transpose)
            .get();
    double[] measured = measured(way, first, count);
    double last = count == 0 ? 0 : measured[count - 1];
    return at("which round counts", () -> last)
        .or(
            "a NaN in W gives a singular of 0: it must be NaN. A NaN is not above 0, so ask whether"
                + " the norm is == 0.",
            () -> Double.isNaN(last) ? 0 : last)
        .or(
            "singular is averaged over the rounds: it must be that of the last round.",
            () -> Arrays.stream(measured).average().orElse(0))
        .or(
            "singular is added up over the rounds: it must be that of the last round.",
            () -> Arrays.stream(measured).sum())
        .or(
            "singular is multiplied over the rounds: it must be that of the last round.",
            () -> Arrays.stream(measured).reduce(1, (a, b) -> a * b))
        .get();
  }

  private double[] measured(Matrix W, Matrix first, int count) {
    Matrix there = at("u", () -> W).or("W is transposed in u: u must be v·W.", W::transpose).get();
    Matrix back =
        at("the way back", W::transpose)
            .or(
                "W is not transposed on the way back: the next v must be u·Wᵀ, brought to length"
                    + " 1.",
                () -> W)
            .or(
                "there is no way back, v becomes u: the next v must be u·Wᵀ, brought to length 1.",
                () -> identity(W.rows()))
            .get();
    double[] measured = new double[count];
    Matrix v = first;
    for (int k = 0; k < count; k++) {
      Matrix u = v.matmul(there);
      Matrix next = u.matmul(back);
      measured[k] = measured(u, next, v);
      v = next(next, u);
    }
    return measured;
  }

  private double measured(Matrix u, Matrix next, Matrix v) {
    return at("what is measured", u::norm)
        .or("the norm of u·Wᵀ is measured: it must be the norm of u.", next::norm)
        .or(
            "the root of the norm of u·Wᵀ is measured: it must be the norm of u.",
            () -> Math.sqrt(next.norm()))
        .or("the norm of u is squared: it must be the norm itself.", () -> square(u.norm()))
        .or(
            "the root of the norm of u is taken: it must be the norm itself.",
            () -> Math.sqrt(u.norm()))
        .or("the largest entry of u is measured: it must be the norm of u.", () -> largest(u))
        .or(
            "the absolute values of u are added up: it must be the norm of u, the root of the sum"
                + " of the squares.",
            () -> sum(u))
        .or(
            "the entries of u are added up: it must be the norm of u, the root of the sum of the"
                + " squares.",
            () -> Arrays.stream(u.data()).sum())
        .or(RAYLEIGH, () -> u.matmul(v.transpose()).get(0, 0))
        .or(RAYLEIGH, () -> Math.abs(u.matmul(v.transpose()).get(0, 0)))
        .get();
  }

  /** The v of the next round. */
  private Matrix next(Matrix next, Matrix u) {
    return at("the length of v", () -> unit(next))
        .or(
            "v is not brought to length 1 after a round: it must be divided by its norm in each"
                + " round.",
            () -> next)
        .or(
            "v is divided by the square of its norm: it must be divided by its norm.",
            () -> divided(next, square(next.norm())))
        .or(
            "v is divided by the norm of u: it must be divided by its own norm.",
            () -> divided(next, u.norm()))
        .get();
  }

  /** A vector, brought to length 1. */
  private Matrix unit(Matrix v) {
    double norm =
        at("the norm of v", v::norm)
            .or(
                "v is divided by its largest entry: it must be divided by its norm.",
                () -> largest(v))
            .or(
                "v is divided by the sum of its absolute values: it must be divided by its norm.",
                () -> sum(v))
            .or(
                "a small number is added to the norm of v: v must be divided by the norm itself.",
                () -> v.norm() + 1e-8)
            .or(
                "a small number is added to the norm of v: v must be divided by the norm itself.",
                () -> v.norm() + 1e-12)
            .get();
    return at("a v of norm 0", () -> divided(v, norm))
        .or(
            "a v of zeros is divided by its norm, which gives NaN: it must stay as it is.",
            () -> v.scale(1 / norm))
        .or(
            "a small norm of v counts as 0: only a v of norm exactly 0 may stay as it is.",
            () -> norm < 1e-12 ? v : v.scale(1 / norm))
        .get();
  }

  private double radius(Matrix W, Matrix start, int rounds) {
    int count =
        at("the rounds of the radius", () -> rounds)
            .or(
                "the last round is left out of the radius: W must be a factor `rounds` times, and"
                    + " the norms of all rounds count.",
                () -> rounds - 1)
            .or(
                "the power has one factor W too many: there must be `rounds` factors. The first"
                    + " is W itself, so there are rounds − 1 products.",
                () -> rounds + 1)
            .get();
    ToDoubleFunction<Matrix> norm = norm();
    double[] norms = new double[count];
    Matrix power =
        at("the first power", () -> identity(W.rows()))
            .or(
                "the radius is made from the vector start·Wᵏ: it must be made from the matrix Wᵏ.",
                () -> divided(start, start.norm()))
            .get();
    for (int k = 0; k < count; k++) {
      Matrix grown = k == 0 ? power.matmul(W) : product(power, W);
      double n = norm.applyAsDouble(grown);
      norms[k] = n;
      power =
          at("the length of the power", () -> divided(grown, n))
              .or(
                  "P is not brought to length 1 before the next round: it must be, or the norm of"
                      + " each round counts again in the next one.",
                  () -> grown)
              .or(
                  "a P of zeros is divided by its norm, which gives NaN: it must stay as it is.",
                  () -> grown.scale(1 / n))
              .get();
    }
    double root = root(W.rows(), rounds).applyAsDouble(logarithms(norms, W.rows()));
    String small =
        "a small norm of the power counts as 0: only a P of norm exactly 0 may stay" + " as it is.";
    return at("the radius", () -> root)
        .or(
            "the radius is 0 if start is 0: it must not depend on start.",
            () -> start.norm() == 0 ? 0 : root)
        .or(small, () -> Arrays.stream(norms).anyMatch(n -> n < 1e-12) ? 0 : root)
        .or(small, () -> Arrays.stream(norms).anyMatch(n -> n < 1e-6) ? 0 : root)
        .or(
            "a NaN in W gives a radius of 0: it must be NaN. A NaN is not above 0, so ask whether"
                + " the norm is == 0.",
            () -> Double.isNaN(root) ? 0 : root)
        .or(
            "the power is not brought to length 1 on the way: after many rounds it is ∞ or 0."
                + " It must be divided by its norm in each round.",
            () -> Math.pow(power(W, count).norm(), 1.0 / rounds))
        .or(
            "P is brought to length 1 only if its norm is above 1: it must be in each round, or the"
                + " power of a small matrix becomes 0.",
            () -> shortenedAboveOne(W, count))
        .or(
            "the norms are multiplied: after many rounds the product is ∞ or 0. Their"
                + " logarithms must be added up.",
            () -> Math.pow(Arrays.stream(norms).reduce(1, (a, b) -> a * b), 1.0 / rounds))
        .or(
            "the radius is made of the norm of the last round only: it must be made of the norms of"
                + " all rounds.",
            () -> count == 0 ? 1 : norms[count - 1])
        .or(
            "the radius is the growth of the vector start in the last round: it must be made of"
                + " the norms of the power in all rounds.",
            () -> growth(W, start, count))
        .or(
            "the norms of the rounds are averaged: their logarithms must be averaged, and exp taken"
                + " of that.",
            () -> Arrays.stream(norms).average().orElse(0))
        .or(
            "exp is missing, and the radius is a logarithm: it must be exp of that.",
            () -> Math.log(Math.max(root, 0)))
        .get();
  }

  /** The power of the next round. */
  private Matrix product(Matrix power, Matrix W) {
    return at("the power", () -> power.matmul(W))
        .or(
            "the power is made entry by entry: it must be made of matrix products.",
            () -> power.hadamard(W))
        .or(
            "the power is multiplied by W·Wᵀ: it must be multiplied by W.",
            () -> power.matmul(W).matmul(W.transpose()))
        .or(
            "the power is multiplied by Wᵀ: it must be multiplied by W.",
            () -> power.matmul(W.transpose()))
        .or(
            "the power is multiplied by W / ‖W‖: it must be multiplied by W as it is.",
            () -> power.matmul(divided(W, W.norm())))
        .or(
            "the power is squared in each round: it must be multiplied by W.",
            () -> power.matmul(power))
        .get();
  }

  private ToDoubleFunction<Matrix> norm() {
    return this.<ToDoubleFunction<Matrix>>at("the norm of the power", () -> Matrix::norm)
        .or(
            "the largest entry of the power is used in place of its norm: it must be the root of"
                + " the sum of the squares.",
            () -> PowerIterationSlips::largest)
        .or(
            "the absolute values of the power are added up: the norm must be the root of the sum"
                + " of the squares.",
            () -> PowerIterationSlips::sum)
        .or(
            "the root is missing in the norm of the power: it must be the root of the sum of the"
                + " squares.",
            () -> m -> square(m.norm()))
        .or(
            "the squares are averaged in the norm of the power: they must be added up.",
            () -> m -> m.norm() / Math.sqrt(m.data().length))
        .or(
            "a small number is added to the norm of the power: it must be the norm itself.",
            () -> m -> m.norm() + 1e-8)
        .get();
  }

  /** The sum of the logarithms of the norms. */
  private double logarithms(double[] norms, int N) {
    double all = logarithms(Arrays.stream(norms));
    return at("the sum of the logarithms", () -> all)
        .or(
            "the norm of round 1, that of W, is left out: the logarithms of all k norms must be"
                + " added.",
            () -> logarithms(Arrays.stream(norms).skip(1)))
        .or(
            "the identity is divided by its norm before round 1: the power must begin with P = W.",
            () -> all - Math.log(N) / 2)
        .or(
            "the norm of the identity is counted, too: the first norm must be that of W.",
            () -> all + Math.log(N) / 2)
        .or(
            "a norm of 0 is left out of the sum: its logarithm, −∞, must be added, so that the"
                + " radius is 0.",
            () -> logarithms(Arrays.stream(norms).filter(n -> n != 0)))
        .or(
            "the logarithms have the base 10: they must be natural ones, Math.log.",
            () -> all / Math.log(10))
        .or(
            "the logarithms have the base 2: they must be natural ones, Math.log.",
            () -> all / Math.log(2))
        .get();
  }

  private static double logarithms(DoubleStream norms) {
    return norms.map(Math::log).reduce(0, Double::sum);
  }

  /** Of the sum of the logarithms. */
  private DoubleUnaryOperator root(int N, int rounds) {
    return this.<DoubleUnaryOperator>at("the root", () -> all -> Math.exp(all / rounds))
        .or(
            "the k-th root is missing: the sum of the logarithms must be divided by k = rounds.",
            () -> Math::exp)
        .or(
            "the square root is taken: it must be the k-th root, with k = rounds.",
            () -> all -> Math.exp(all / 2))
        .or(
            "the root is taken by the size of W: it must be the k-th root, with k = rounds.",
            () -> all -> Math.exp(all / N))
        .or(
            "the sum of the logarithms is divided by k − 1: it must be divided by k = rounds.",
            () -> all -> Math.exp(all / (rounds - 1)))
        .or(
            "the sum of the logarithms is divided by k + 1: it must be divided by k = rounds.",
            () -> all -> Math.exp(all / (rounds + 1)))
        .or(
            "the norm is divided by k: its k-th root must be taken, so divide its logarithm by k.",
            () -> all -> Math.exp(all) / rounds)
        .or(
            "1 / rounds is a division of whole numbers, which gives 0: it must be 1.0 / rounds.",
            () -> all -> Math.pow(Math.exp(all), 1 / rounds))
        .or(
            "1 / rounds is a division of whole numbers, which gives 0: it must be 1.0 / rounds.",
            () -> all -> Math.exp(all * (1 / rounds)))
        .get();
  }

  /** How many rounds there are until the singular value no longer changes. */
  private static int settled(Matrix W, Matrix start, int rounds, double tolerance) {
    Matrix v = divided(start, start.norm());
    double before = Double.POSITIVE_INFINITY;
    for (int k = 1; k < rounds; k++) {
      Matrix u = v.matmul(W);
      if (Math.abs(u.norm() - before) < tolerance) {
        return k;
      }
      before = u.norm();
      Matrix next = u.matmul(W.transpose());
      v = divided(next, next.norm());
    }
    return rounds;
  }

  private static int untilZero(Matrix W, int rounds) {
    Matrix power = W;
    int k = 1;
    while (k < rounds && power.norm() != 0) {
      Matrix next = power.matmul(W);
      power = divided(next, next.norm());
      k++;
    }
    return k;
  }

  private static double shortenedAboveOne(Matrix W, int count) {
    Matrix power = identity(W.rows());
    double logs = 0;
    for (int k = 0; k < count; k++) {
      Matrix grown = power.matmul(W);
      double by = Math.max(1, grown.norm());
      logs += Math.log(by);
      power = grown.scale(1 / by);
    }
    return Math.exp((logs + Math.log(power.norm())) / count);
  }

  private static double growth(Matrix W, Matrix start, int count) {
    Matrix v = start;
    double growth = 1;
    for (int k = 0; k < count; k++) {
      v = divided(v, v.norm()).matmul(W);
      growth = v.norm();
    }
    return growth;
  }

  private static Matrix power(Matrix W, int count) {
    Matrix power = identity(W.rows());
    for (int k = 0; k < count; k++) {
      power = power.matmul(W);
    }
    return power;
  }

  private static Matrix identity(int N) {
    Matrix identity = new Matrix(N, N);
    for (int i = 0; i < N; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  private static Matrix divided(Matrix m, double by) {
    return by == 0 ? m : m.scale(1 / by);
  }

  private static double largest(Matrix m) {
    return Arrays.stream(m.data()).map(Math::abs).reduce(0, Math::max);
  }

  private static double sum(Matrix m) {
    return Arrays.stream(m.data()).map(Math::abs).sum();
  }
}
