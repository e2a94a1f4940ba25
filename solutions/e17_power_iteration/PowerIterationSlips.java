package e17_power_iteration;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a matrix is measured by multiplying. */
final class PowerIterationSlips extends Slips implements PowerIteration {
  @Override
  public Both of(Matrix W, Matrix start, int rounds) {
    double radius = radius(W, rounds);
    double singular = singular(W, start, rounds);
    return at("the result", () -> new Both(radius, singular))
        .or(
            "the two are exchanged: it must be new Both(radius, singular).",
            () -> new Both(singular, radius))
        .get();
  }

  private double singular(Matrix W, Matrix start, int rounds) {
    int count =
        at("the rounds of the singular value", () -> rounds)
            .or("the singular value is measured a round too early.", () -> rounds - 1)
            .or(
                "the singular value is measured a round too late: in each round first measure, then"
                    + " go on to the next v.",
                () -> rounds + 1)
            .or("the singular value is that of the first round: the last one counts.", () -> 1)
            .or("rounds is not used for the singular value: a fixed number is.", () -> 100)
            .get();
    Matrix v =
        at("the first v", () -> unit(start))
            .or(
                "start is not brought to length 1: in the first round its own length is measured,"
                    + " too.",
                () -> start)
            .or(
                "start is not used: v begins as start, brought to length 1.",
                () -> unit(start.map(x -> 1)))
            .get();
    double[] measured = new double[count];
    Matrix there = there(W);
    Matrix back = back(W);
    for (int k = 0; k < count; k++) {
      Matrix u = v.matmul(there);
      Matrix next = u.matmul(back);
      measured[k] = measured(u, next, v);
      v = shortened(next);
    }
    double last = count == 0 ? 0 : measured[count - 1];
    return at("which round counts", () -> last)
        .or(
            "the rounds are averaged: the last one counts, it is the closest.",
            () -> Arrays.stream(measured).average().orElse(0))
        .or("the rounds are added up: the last one counts.", () -> Arrays.stream(measured).sum())
        .or(
            "the rounds are multiplied: the last one counts.",
            () -> Arrays.stream(measured).reduce(1, (a, b) -> a * b))
        .get();
  }

  private Matrix there(Matrix W) {
    return at("u", () -> W)
        .or("W is transposed in u: u = v·W, and on the way back it is Wᵀ.", W::transpose)
        .get();
  }

  private Matrix back(Matrix W) {
    return at("the way back", W::transpose)
        .or(
            "W is not transposed on the way back: v·W·W follows the eigenvalues, and the singular"
                + " value needs v·W·Wᵀ.",
            () -> W)
        .or(
            "there is no way back: v becomes u, and that follows the eigenvalues. The singular value"
                + " needs v·W·Wᵀ.",
            () -> identity(W.rows()))
        .get();
  }

  private double measured(Matrix u, Matrix next, Matrix v) {
    return at("what is measured", u::norm)
        .or(
            "the norm of u·Wᵀ is measured: that is the square of the singular value. Measure u.",
            next::norm)
        .or("the norm of u is squared: the singular value is the norm.", () -> square(u.norm()))
        .or(
            "the root of the norm of u is taken: the norm has its root already.",
            () -> Math.sqrt(u.norm()))
        .or(
            "the largest entry of u is measured: it must be the norm, over all entries.",
            () -> largest(u))
        .or(
            "the absolute values of u are summed up: the norm is the root of the sum of the"
                + " squares.",
            () -> sum(u))
        .or(
            "the entries of u are summed up: the norm is the root of the sum of the squares.",
            () -> Arrays.stream(u.data()).sum())
        .or(
            "u is multiplied with v: that is for an eigenvalue. The singular value is the norm of"
                + " u.",
            () -> u.matmul(v.transpose()).get(0, 0))
        .get();
  }

  /** The v of the next round. */
  private Matrix shortened(Matrix next) {
    return at("the length of v", () -> unit(next))
        .or(
            "v is not brought to length 1 after a round: it grows from round to round, and so does"
                + " what is measured.",
            () -> next)
        .or(
            "v is divided by its largest entry: divide by its norm.",
            () -> divided(next, largest(next)))
        .or(
            "v is divided by the sum of its absolute values: divide by its norm.",
            () -> divided(next, sum(next)))
        .or(
            "v is divided by the square of its norm: divide by the norm.",
            () -> divided(next, square(next.norm())))
        .or(
            "a v of zeros is divided by its norm, which gives NaN: leave it as it is.",
            () -> next.scale(1 / next.norm()))
        .get();
  }

  private double radius(Matrix W, int rounds) {
    int count =
        at("the rounds of the radius", () -> rounds)
            .or(
                "the power has a factor W too few: it must be W to the power of rounds.",
                () -> rounds - 1)
            .or(
                "the power has a factor W too many: if it begins with W, multiply it rounds − 1"
                    + " times.",
                () -> rounds + 1)
            .get();
    ToDoubleFunction<Matrix> norm = norm();
    double[] logs = new double[count];
    Matrix power = identity(W.rows());
    for (int k = 0; k < count; k++) {
      power = product(power, W);
      double length = norm.applyAsDouble(power);
      logs[k] = Math.log(length);
      Matrix long1 = power;
      power =
          at("the length of the power", () -> length == 0 ? long1 : long1.scale(1 / length))
              .or(
                  "P is not brought to length 1 after a round, so the next norm holds the rounds"
                      + " before it once more: divide P by its norm.",
                  () -> long1)
              .get();
    }
    Matrix whole = power(W, count);
    double all = Arrays.stream(logs).sum();
    double last = count == 0 ? 0 : logs[count - 1];
    double root = root(W.rows(), rounds).applyAsDouble(all, last);
    return at("the radius", () -> root)
        .or(
            "the power is not brought to length 1 on the way: after many rounds it is ∞ or 0.",
            () -> Math.pow(whole.norm(), 1.0 / rounds))
        .or(
            "only the growth in the last round is taken: the radius is the k-th root of all of it.",
            () -> Math.exp(last))
        .or(
            "the growths of the rounds are averaged: they must be multiplied, so take the mean of their"
                + " logarithms.",
            () -> Arrays.stream(logs).map(Math::exp).average().orElse(0))
        .or(
            "the logarithm of the radius is returned: take exp of it.",
            () -> Math.log(Math.max(root, 0)))
        .get();
  }

  private Matrix product(Matrix power, Matrix W) {
    return at("the power", () -> power.matmul(W))
        .or(
            "W is squared entry by entry: a power of a matrix is made of matrix products.",
            () -> isDiagonal(power) ? power.matmul(W) : power.hadamard(W))
        .or(
            "the power is made of W·Wᵀ: that is the way of the singular value, here it is W alone.",
            () -> power.matmul(W).matmul(W.transpose()))
        .get();
  }

  private ToDoubleFunction<Matrix> norm() {
    return this.<ToDoubleFunction<Matrix>>at("the norm of the power", () -> Matrix::norm)
        .or(
            "the largest entry of the power is taken for its norm: that is the root of the sum of"
                + " the squares.",
            () -> PowerIterationSlips::largest)
        .or(
            "the absolute values of the power are summed up: the norm is the root of the sum of the"
                + " squares.",
            () -> PowerIterationSlips::sum)
        .or(
            "the root is missing in the norm of the power: it must be the root of the sum of the squares.",
            () -> m -> square(m.norm()))
        .or(
            "a small number is added to the norm of the power: a power of zeros has a radius of 0.",
            () -> m -> m.norm() + 1e-8)
        .get();
  }

  /** Of the sum of the logarithms, and the last of them. */
  private DoubleBinaryOperator root(int N, int rounds) {
    return this.<DoubleBinaryOperator>at("the root", () -> (all, last) -> Math.exp(all / rounds))
        .or(
            "the k-th root is missing: the norm of the power has grown k times.",
            () -> (all, last) -> Math.exp(all))
        .or(
            "the square root is taken: it must be the k-th, with k = rounds.",
            () -> (all, last) -> Math.exp(all / 2))
        .or(
            "the root is that of the size of W: it must be the k-th, with k = rounds.",
            () -> (all, last) -> Math.exp(all / N))
        .or(
            "the norm is divided by k: take the k-th root, which divides its logarithm.",
            () -> (all, last) -> Math.exp(all) / rounds)
        .get();
  }

  private static Matrix power(Matrix W, int count) {
    Matrix power = identity(W.rows());
    for (int k = 0; k < count; k++) {
      power = power.matmul(W);
    }
    return power;
  }

  private static boolean isDiagonal(Matrix m) {
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.cols(); j++) {
        if (i != j && m.get(i, j) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static Matrix identity(int N) {
    Matrix identity = new Matrix(N, N);
    for (int i = 0; i < N; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  private static Matrix unit(Matrix m) {
    return divided(m, m.norm());
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

  private static double square(double v) {
    return v * v;
  }
}
