package e13_clip_by_norm;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong in clipping by the global norm. */
final class ClipByNormSlips extends Slips implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double maxNorm) {
    Matrix[] clipped =
        at("what has a norm", () -> together(gradients, maxNorm))
            .or(
                "each matrix is clipped by its own norm: there is one norm, over all matrices"
                    + " together, or the parameters are shortened unequally and the step turns.",
                () -> each(gradients, g -> together(new Matrix[] {g}, maxNorm)[0]))
            .or(
                "each row is clipped by its own norm: there is one norm, over all entries of all"
                    + " matrices.",
                () -> each(gradients, g -> rowByRow(g, maxNorm)))
            .or(
                "each column is clipped by its own norm: there is one norm, over all entries of all"
                    + " matrices.",
                () -> each(gradients, g -> rowByRow(g.transpose(), maxNorm).transpose()))
            .or(
                "each entry is cut to the range −maxNorm to maxNorm: that is clipping by value,"
                    + " which turns the direction. Multiply everything by one factor.",
                () -> each(gradients, g -> g.map(v -> Math.max(-maxNorm, Math.min(maxNorm, v)))))
            .or(
                "a NaN is replaced by 0: it says that something went wrong before, and must not be"
                    + " hidden.",
                () -> together(each(gradients, g -> g.map(v -> Double.isNaN(v) ? 0 : v)), maxNorm))
            .or(
                "a gradient that holds a NaN becomes zero: training has gone wrong, and clipping"
                    + " should not hide it.",
                () ->
                    entries(gradients).anyMatch(Double::isNaN)
                        ? each(gradients, g -> g.map(v -> 0))
                        : together(gradients, maxNorm))
            .or(
                "the norm is taken as far as the loop has come, so each matrix has another factor:"
                    + " add up all squares first, then scale.",
                () -> asFar(gradients, maxNorm))
            .or(
                "maxNorm is shared out among the matrices: there is one norm, over all of them.",
                () ->
                    each(gradients, g -> together(new Matrix[] {g}, maxNorm / gradients.length)[0]))
            .or(
                "maxNorm is shared out among the matrices: there is one norm, over all of them.",
                () ->
                    each(
                        gradients,
                        g -> together(new Matrix[] {g}, maxNorm / Math.sqrt(gradients.length))[0]))
            .or(
                "each entry is cut at maxNorm from above alone: multiply everything by one factor.",
                () -> each(gradients, g -> g.map(v -> Math.min(maxNorm, v))))
            .or(
                "each entry is cut to the range −1 to 1: multiply everything by one factor, maxNorm"
                    + " / norm.",
                () -> each(gradients, g -> g.map(v -> Math.max(-1, Math.min(1, v)))))
            .get();
    return at("which matrices are scaled", () -> clipped)
        .or(
            "nothing is scaled: Matrix.scale gives a new matrix and leaves the old one as it is, so"
                + " use what it returns.",
            () -> each(gradients, Matrix::copy))
        .or(
            "only matrices that are longer than maxNorm by themselves are scaled: every matrix is"
                + " multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> gradients[k].norm() > maxNorm))
        .or(
            "matrices of one row are not scaled: biases belong to the gradient, too.",
            () -> mixed(gradients, clipped, k -> gradients[k].rows() > 1))
        .or(
            "only the first matrix is scaled: every matrix is multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k == 0))
        .or(
            "only the last matrix is scaled: every matrix is multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k == gradients.length - 1))
        .or(
            "the last matrix is left out: every matrix is multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k < gradients.length - 1))
        .or(
            "the first matrix is left out: every matrix is multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k > 0))
        .get();
  }

  /** Clips what belongs together by its one norm. */
  private Matrix[] together(Matrix[] all, double maxNorm) {
    double norm = norm(all);
    double factor =
        at("the factor", () -> maxNorm / norm)
            .or(
                "the factor is turned over: it is maxNorm / norm, which is below 1.",
                () -> norm / maxNorm)
            .or(
                "a long gradient comes out with length 1 instead of maxNorm: the factor is maxNorm"
                    + " / norm, not 1 / norm.",
                () -> 1 / norm)
            .or(
                "a small number is added to the norm, as PyTorch does, so the result is a little"
                    + " too short: you divide only when the norm is above maxNorm, so it is never"
                    + " 0, and maxNorm / norm is safe.",
                () -> maxNorm / (norm + 1e-6))
            .or(
                "1e-8 is added to the norm: the result is a little too short. You divide only when"
                    + " the norm is above maxNorm, so it is never 0.",
                () -> maxNorm / (norm + 1e-8))
            .or(
                "the factor is taken twice: multiply once by maxNorm / norm.",
                () -> maxNorm / norm * (maxNorm / norm))
            .or("the factor is 1 / maxNorm: it is maxNorm / norm.", () -> 1 / maxNorm)
            .or("the factor is maxNorm: it is maxNorm / norm.", () -> maxNorm)
            .or(
                "the factor is maxNorm / norm²: it is maxNorm / norm, so that the new norm is"
                    + " maxNorm.",
                () -> maxNorm / (norm * norm))
            .or(
                "the factor is √(maxNorm / norm): it is maxNorm / norm.",
                () -> Math.sqrt(maxNorm / norm))
            .or("the factor is 1 − maxNorm / norm: it is maxNorm / norm.", () -> 1 - maxNorm / norm)
            .or("a long gradient is halved: the factor is maxNorm / norm.", () -> 0.5)
            .or(
                "a long gradient becomes zero: it is shortened to maxNorm, and goes the same way. Does"
                    + " a division of ints give 0?",
                () -> 0.0)
            .get();
    double used =
        at("when it is clipped", () -> norm > maxNorm ? factor : 1)
            .or(
                "every gradient is brought to the length maxNorm, also a short one, which grows:"
                    + " clipping only shortens, if norm > maxNorm.",
                () -> norm > 0 ? factor : 1)
            .or(
                "every gradient is brought to the length maxNorm, and a zero gradient becomes NaN:"
                    + " clipping only shortens, if norm > maxNorm.",
                () -> factor)
            .or(
                "the comparison is the wrong way round: short gradients are made longer and long"
                    + " ones are left. Scale if norm > maxNorm.",
                () -> norm > 0 && norm < maxNorm ? factor : 1)
            .or(
                "the comparison is the wrong way round, and a zero gradient becomes NaN: scale if"
                    + " norm > maxNorm.",
                () -> norm < maxNorm ? factor : 1)
            .or(
                "a gradient is clipped when its norm is above 1: compare with maxNorm.",
                () -> norm > 1 ? factor : 1)
            .or(
                "the square of the norm is compared with maxNorm: compare norm with maxNorm.",
                () -> norm * norm > maxNorm ? factor : 1)
            .or(
                "the largest entry is compared with maxNorm: compare the norm.",
                () -> largest(all) > maxNorm ? factor : 1)
            .or(
                "a gradient that is a little too long is let through: clip whenever norm > maxNorm.",
                () -> norm > 1.1 * maxNorm ? factor : 1)
            .or(
                "the length is limited by a tanh, which shortens short gradients, too: clipping"
                    + " leaves them as they are.",
                () -> norm > 0 ? maxNorm * Math.tanh(norm / maxNorm) / norm : 1)
            .or(
                "a zero gradient becomes NaN: its norm is 0, and 0/0 is no number. Divide only if"
                    + " the norm is above maxNorm.",
                () -> norm > maxNorm ? factor : norm / norm)
            .get();
    return at("the scaling", () -> each(all, g -> g.scale(used)))
        .or(
            "what is too much is subtracted from every entry: multiply by maxNorm / norm, which"
                + " keeps the direction.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> v - (norm - maxNorm)) : g.copy()))
        .or(
            "what is too much is taken from the size of every entry: multiply by maxNorm / norm,"
                + " which keeps the direction.",
            () ->
                each(
                    all,
                    g ->
                        norm > maxNorm
                            ? g.map(v -> v - Math.signum(v) * (norm - maxNorm))
                            : g.copy()))
        .or(
            "the signs are lost where it is clipped: multiply every entry, negative ones too.",
            () -> each(all, g -> norm > maxNorm ? g.scale(used).map(Math::abs) : g.copy()))
        .or(
            "the signs are lost: multiply every entry, negative ones too.",
            () -> each(all, g -> g.scale(used).map(Math::abs)))
        .get();
  }

  private double norm(Matrix[] all) {
    double squares = sum(all, v -> v * v);
    return at("the norm", () -> Math.sqrt(squares))
        .or(
            "the square root is missing: the sum of the squares is the square of the norm.",
            () -> squares)
        .or(
            "the norm is the sum of the absolute values: the length of a vector is the square root"
                + " of the sum of the squares.",
            () -> sum(all, Math::abs))
        .or(
            "the root is taken of the sum of the absolute values: square every entry first.",
            () -> Math.sqrt(sum(all, Math::abs)))
        .or(
            "the entries are added and the sum is squared: square every entry, then add.",
            () -> Math.abs(sum(all, v -> v)))
        .or(
            "the norm is the sum of the entries: square every entry, add, and take the root.",
            () -> sum(all, v -> v))
        .or(
            "the norms of the matrices are added: their squares add up, norm = √(norm₁² + norm₂² +"
                + " …).",
            () -> norms(all).sum())
        .or(
            "the root is taken of the sum of the norms: their squares add up, norm = √(norm₁² +"
                + " norm₂² + …).",
            () -> Math.sqrt(norms(all).sum()))
        .or(
            "the norms of the matrices are averaged: their squares add up, norm = √(norm₁² + norm₂²"
                + " + …).",
            () -> norms(all).average().orElse(0))
        .or(
            "the norm is that of the largest matrix: all matrices count together.",
            () -> norms(all).max().orElse(0))
        .or(
            "the norm is that of the first matrix: all matrices count together.",
            () -> all.length == 0 ? 0 : all[0].norm())
        .or(
            "the norm is that of the last matrix: all matrices count together.",
            () -> all.length == 0 ? 0 : all[all.length - 1].norm())
        .or(
            "the norm is the largest entry: the length of a vector is the square root of the sum of"
                + " all squares.",
            () -> largest(all))
        .or(
            "the squares are averaged before the root is taken: the norm is the root of their sum;"
                + " it grows with the number of entries.",
            () -> Math.sqrt(squares / count(all)))
        .or(
            "the norm is divided by the number of matrices: it is the root of the sum of all"
                + " squares.",
            () -> Math.sqrt(squares) / all.length)
        .or(
            "the squares are averaged over the matrices: norm is the root of the sum of all"
                + " squares.",
            () -> Math.sqrt(squares / all.length))
        .or(
            "the norm is cut to a whole number: keep it in a double.",
            () -> (double) (int) Math.sqrt(squares))
        .or(
            "the sum of the squares is cut to whole numbers: keep it in a double.",
            () -> Math.sqrt(wholeSum(all)))
        .or(
            "the last row of each matrix is left out of the norm: a loop stops one short.",
            () ->
                Math.sqrt(sum(each(all, g -> g.transpose().columns(0, g.rows() - 1)), v -> v * v)))
        .or(
            "the last column of each matrix is left out of the norm: a loop stops one short.",
            () -> Math.sqrt(sum(each(all, g -> g.columns(0, g.cols() - 1)), v -> v * v)))
        .or(
            "the last matrix is left out of the norm: a loop stops one short.",
            () -> Math.sqrt(sum(Arrays.copyOf(all, all.length - 1), v -> v * v)))
        .or(
            "the first matrix is left out of the norm: a loop begins at 1.",
            () -> Math.sqrt(sum(Arrays.copyOfRange(all, 1, all.length), v -> v * v)))
        .or(
            "only row 0 of each matrix goes into the norm: all entries do.",
            () -> norm(each(all, g -> Matrix.row(Arrays.copyOf(g.data(), g.cols()))), 0))
        .or(
            "negative entries are left out of the norm: their squares count like all others.",
            () -> norm(each(all, g -> g.map(v -> Math.max(0, v))), 0))
        .or(
            "only the diagonals go into the norm: all entries do.",
            () -> norm(each(all, ClipByNormSlips::diagonal), 0))
        .or(
            "matrices of one row are left out of the norm: biases belong to the gradient, too.",
            () -> norm(all, 1))
        .or(
            "the norm is that of the sum of the matrices: every entry of every matrix is squared by"
                + " itself.",
            () -> Stream.of(all).reduce(Matrix::plus).map(Matrix::norm).orElse(0.0))
        .get();
  }

  private Matrix rowByRow(Matrix m, double maxNorm) {
    Matrix result = new Matrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      double[] row = Arrays.copyOfRange(m.data(), r * m.cols(), (r + 1) * m.cols());
      double[] clipped = together(new Matrix[] {Matrix.row(row)}, maxNorm)[0].data();
      System.arraycopy(clipped, 0, result.data(), r * m.cols(), m.cols());
    }
    return result;
  }

  /** The norm of those matrices that have more rows than this. */
  private static double norm(Matrix[] all, int rows) {
    Matrix[] some = Stream.of(all).filter(g -> g.rows() > rows).toArray(Matrix[]::new);
    return Math.sqrt(sum(some, v -> v * v));
  }

  private static Matrix diagonal(Matrix m) {
    Matrix d = new Matrix(1, Math.min(m.rows(), m.cols()));
    for (int k = 0; k < d.cols(); k++) {
      d.set(0, k, m.get(k, k));
    }
    return d;
  }

  /** Each matrix by the norm of itself and of those before it. */
  private Matrix[] asFar(Matrix[] all, double maxNorm) {
    Matrix[] clipped = new Matrix[all.length];
    for (int k = 0; k < all.length; k++) {
      clipped[k] = together(Arrays.copyOf(all, k + 1), maxNorm)[k];
    }
    return clipped;
  }

  private static Matrix[] each(Matrix[] all, UnaryOperator<Matrix> change) {
    return Stream.of(all).map(change).toArray(Matrix[]::new);
  }

  private static Matrix[] mixed(Matrix[] before, Matrix[] after, IntPredicate isScaled) {
    Matrix[] mixed = after.clone();
    for (int k = 0; k < mixed.length; k++) {
      mixed[k] = isScaled.test(k) ? after[k] : before[k].copy();
    }
    return mixed;
  }

  private static double sum(Matrix[] all, DoubleUnaryOperator of) {
    return entries(all).map(of).sum();
  }

  private static double wholeSum(Matrix[] all) {
    int sum = 0;
    for (double v : entries(all).toArray()) {
      sum += v * v;
    }
    return sum;
  }

  private static double largest(Matrix[] all) {
    return entries(all).map(Math::abs).reduce(0, Math::max);
  }

  private static long count(Matrix[] all) {
    return entries(all).count();
  }

  private static DoubleStream norms(Matrix[] all) {
    return Stream.of(all).mapToDouble(Matrix::norm);
  }

  private static DoubleStream entries(Matrix[] all) {
    return Stream.of(all).flatMapToDouble(m -> Arrays.stream(m.data()));
  }
}
