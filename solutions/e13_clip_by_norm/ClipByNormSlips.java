package e13_clip_by_norm;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.exercise.LayerSlips;
import unrolled.matrix.Matrix;

/** What goes wrong in clipping by the global norm. */
final class ClipByNormSlips extends LayerSlips implements ClipByNorm {
  @Override
  public Matrix[] clip(Matrix[] gradients, double most) {
    double maxNorm = bound(gradients, most);
    Choice<Matrix[]> choice = at("what has a norm", () -> together(gradients, maxNorm));
    for (RuntimeException thrown :
        List.of(
            new IllegalArgumentException(),
            new ArithmeticException(),
            new IllegalStateException())) {
      choice.or(
          "an exception is thrown where an entry is NaN: a NaN must come out.",
          () -> {
            if (entries(gradients).anyMatch(Double::isNaN)) {
              throw thrown;
            }
            return together(gradients, maxNorm);
          });
    }
    Matrix[] clipped =
        choice
            .or(
                "each matrix is clipped by its own norm: there must be one norm, over all matrices"
                    + " together. Otherwise the direction changes.",
                () -> each(gradients, g -> together(new Matrix[] {g}, maxNorm)[0]))
            .or(
                "each matrix is brought to the length maxNorm where all together are too long: all"
                    + " must be multiplied by one factor, maxNorm / norm, with the norm over all"
                    + " matrices.",
                () -> eachShortened(gradients, maxNorm))
            .or(
                "each row is clipped by its own norm: there must be one norm, over all entries of"
                    + " all matrices.",
                () -> each(gradients, g -> rowByRow(g, maxNorm)))
            .or(
                "each column is clipped by its own norm: there must be one norm, over all entries"
                    + " of all matrices.",
                () -> each(gradients, g -> rowByRow(g.transpose(), maxNorm).transpose()))
            .or(
                "each entry is cut to the range −maxNorm to maxNorm: every entry must be"
                    + " multiplied by the same factor. Clipping by value changes the direction.",
                () -> each(gradients, g -> g.map(v -> Math.max(-maxNorm, Math.min(maxNorm, v)))))
            .or(
                "a NaN is replaced by 0: it says that something went wrong before, and must not be"
                    + " hidden.",
                () -> together(each(gradients, g -> g.map(v -> Double.isNaN(v) ? 0 : v)), maxNorm))
            .or(
                "a gradient that holds a NaN becomes zero: training has gone wrong, and clipping"
                    + " must not hide it.",
                () ->
                    entries(gradients).anyMatch(Double::isNaN)
                        ? each(gradients, g -> g.map(v -> 0))
                        : together(gradients, maxNorm))
            .or(
                "each matrix is scaled by the norm of those up to it: add up the squares of all"
                    + " matrices first, then scale.",
                () -> asFar(gradients, maxNorm))
            .or(
                "maxNorm is shared out among the matrices: there must be one norm, over all of"
                    + " them.",
                () ->
                    each(gradients, g -> together(new Matrix[] {g}, maxNorm / gradients.length)[0]))
            .or(
                "the norm is taken again after each matrix that was clipped: take it once, before"
                    + " the first is clipped.",
                () -> oneAfterTheOther(gradients, maxNorm))
            .or(
                "only entries that are above maxNorm are multiplied by the factor: all must be.",
                () ->
                    mixedEntries(
                        gradients, together(gradients, maxNorm), v -> Math.abs(v) > maxNorm))
            .or(
                "negative entries are not multiplied by the factor: all must be.",
                () -> mixedEntries(gradients, together(gradients, maxNorm), v -> v > 0))
            .or(
                "positive entries are not multiplied by the factor: all must be.",
                () -> mixedEntries(gradients, together(gradients, maxNorm), v -> v < 0))
            .or(
                "each matrix is clipped by its own norm, and then all by the norm of what is left:"
                    + " there must be one norm, taken once.",
                () ->
                    together(each(gradients, g -> together(new Matrix[] {g}, maxNorm)[0]), maxNorm))
            .or(
                "maxNorm is shared out among the matrices: there must be one norm, over all of"
                    + " them.",
                () ->
                    each(
                        gradients,
                        g -> together(new Matrix[] {g}, maxNorm / Math.sqrt(gradients.length))[0]))
            .or(
                "each entry is cut at maxNorm from above: every entry must be multiplied by the"
                    + " same factor.",
                () -> each(gradients, g -> g.map(v -> Math.min(maxNorm, v))))
            .or(
                "each entry is cut to the range −1 to 1: every entry must be multiplied by the"
                    + " same factor, maxNorm / norm.",
                () -> each(gradients, g -> g.map(v -> Math.max(-1, Math.min(1, v)))))
            .get();
    return at("which matrices are scaled", () -> clipped)
        .or(
            "a gradient that is short enough becomes zero: it must keep its numbers.",
            () -> norm(gradients, 0) > maxNorm ? clipped : each(gradients, g -> g.map(v -> 0)))
        .or(
            "nothing is scaled: a long gradient must be multiplied by the factor. Matrix.scale"
                + " gives a new matrix and leaves the old one as it is, so use what it returns.",
            () -> each(gradients, Matrix::copy))
        .or(
            "only matrices that are longer than maxNorm by themselves are scaled: every matrix"
                + " must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> gradients[k].norm() > maxNorm))
        .or(
            "matrices of one row are not scaled: every matrix must be. Biases belong to the"
                + " gradient, too.",
            () -> mixed(gradients, clipped, k -> gradients[k].rows() > 1))
        .or(
            "only the first matrix is scaled: every matrix must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k == 0))
        .or(
            "only the last matrix is scaled: every matrix must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k == gradients.length - 1))
        .or(
            "the last matrix is not scaled: every matrix must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k < gradients.length - 1))
        .or(
            "the last row of each matrix is not scaled: every entry must be. Does a loop stop one"
                + " short?",
            () -> scaledAt(gradients, clipped, (m, at) -> at[0] < m.rows() - 1))
        .or(
            "row 0 of each matrix is not scaled: every entry must be. Does a loop begin at 1?",
            () -> scaledAt(gradients, clipped, (m, at) -> at[0] > 0))
        .or(
            "only column 0 of each matrix is scaled: every entry must be multiplied by the factor.",
            () -> scaledAt(gradients, clipped, (m, at) -> at[1] == 0))
        .or(
            "only row 0 of each matrix is scaled: every entry must be multiplied by the factor.",
            () -> scaledAt(gradients, clipped, (m, at) -> at[0] == 0))
        .or(
            "the last column of each matrix is not scaled: every entry must be. Does a loop stop"
                + " one short?",
            () -> scaledAt(gradients, clipped, (m, at) -> at[1] < m.cols() - 1))
        .or(
            "column 0 of each matrix is not scaled: every entry must be. Does a loop begin at 1?",
            () -> scaledAt(gradients, clipped, (m, at) -> at[1] > 0))
        .or(
            "only the diagonals are scaled: every entry must be multiplied by the factor.",
            () -> scaledAt(gradients, clipped, (m, at) -> at[0] == at[1]))
        .or(
            "only the longest matrix is scaled: every matrix must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k == longest(gradients)))
        .or(
            "only the first two matrices are scaled: every matrix must be multiplied by the"
                + " factor.",
            () -> mixed(gradients, clipped, k -> k < 2))
        .or(
            "the first matrix is not scaled: every matrix must be multiplied by the factor.",
            () -> mixed(gradients, clipped, k -> k > 0))
        .get();
  }

  private static Matrix[] eachShortened(Matrix[] gradients, double maxNorm) {
    double all = Math.sqrt(Arrays.stream(gradients).mapToDouble(g -> g.norm() * g.norm()).sum());
    return each(gradients, g -> all > maxNorm ? g.scale(maxNorm / g.norm()) : g.copy());
  }

  /** Clips what belongs together by its one norm. */
  private Matrix[] together(Matrix[] all, double maxNorm) {
    double norm = norm(all, maxNorm);
    double factor =
        at("the factor", () -> maxNorm / norm)
            .or(
                "the factor is upside down, norm / maxNorm: it must be maxNorm / norm, which is"
                    + " below 1.",
                () -> norm / maxNorm)
            .or(
                "the factor is 1 / norm, so a long gradient gets the length 1: it must be maxNorm"
                    + " / norm.",
                () -> 1 / norm)
            .or(
                "a small number is added to the norm, as in PyTorch: the factor must be maxNorm /"
                    + " norm. Where a gradient is clipped, the norm is above maxNorm, so it is"
                    + " never 0.",
                () -> maxNorm / (norm + 1e-6))
            .or(
                "the factor is taken twice: multiply once by maxNorm / norm.",
                () -> maxNorm / norm * (maxNorm / norm))
            .or("the factor is 1 / maxNorm: it must be maxNorm / norm.", () -> 1 / maxNorm)
            .or(
                "the factor is maxNorm / (1 + norm): it must be maxNorm / norm.",
                () -> maxNorm / (1 + norm))
            .or(
                "a norm below 1 counts as 1: the factor must be maxNorm / norm, also where that"
                    + " norm is below 1.",
                () -> maxNorm / (norm < 1 ? 1 : norm))
            .or(
                "the factor is maxNorm² / norm: it must be maxNorm / norm.",
                () -> maxNorm * maxNorm / norm)
            .or(
                "the factor is (maxNorm − norm) / norm: it must be maxNorm / norm.",
                () -> (maxNorm - norm) / norm)
            .or("the factor is maxNorm − norm: it must be maxNorm / norm.", () -> maxNorm - norm)
            .or("the factor is norm − maxNorm: it must be maxNorm / norm.", () -> norm - maxNorm)
            .or(
                "the factor is maxNorm / (norm + maxNorm): it must be maxNorm / norm.",
                () -> maxNorm / (norm + maxNorm))
            .or(
                "the factor is e^(maxNorm − norm): it must be maxNorm / norm.",
                () -> Math.exp(maxNorm - norm))
            .or("the factor has the wrong sign: it must be maxNorm / norm.", () -> -maxNorm / norm)
            .or("the factor is norm: it must be maxNorm / norm.", () -> norm)
            .or("the factor is 0.1: it must be maxNorm / norm.", () -> 0.1)
            .or("the factor is 0.9: it must be maxNorm / norm.", () -> 0.9)
            .or(
                "the factor is rounded to a whole number: keep it in a double.",
                () -> Math.rint(maxNorm / norm))
            .or(
                "the factor is rounded to two decimals: keep it as it is.",
                () -> Math.rint(100 * maxNorm / norm) / 100)
            .or(
                "the gradient is shortened by tenths until it is short enough: multiply once by"
                    + " maxNorm / norm.",
                () -> shrunk(norm, maxNorm, 0.9))
            .or(
                "the gradient is halved until it is short enough: multiply once by maxNorm / norm.",
                () -> shrunk(norm, maxNorm, 0.5))
            .or(
                "the gradient is shortened bit by bit until it is short enough: multiply once by"
                    + " maxNorm / norm.",
                () -> shrunk(norm, maxNorm, 0.95))
            .or(
                "the gradient is shortened bit by bit until it is short enough: multiply once by"
                    + " maxNorm / norm.",
                () -> shrunk(norm, maxNorm, 0.99))
            .or(
                "the gradient is divided by 10 until it is short enough: multiply once by maxNorm"
                    + " / norm.",
                () -> shrunk(norm, maxNorm, 0.1))
            .or("the factor is maxNorm: it must be maxNorm / norm.", () -> maxNorm)
            .or(
                "the factor is maxNorm / norm²: it must be maxNorm / norm, so that the new norm is"
                    + " maxNorm.",
                () -> maxNorm / (norm * norm))
            .or(
                "the factor is √(maxNorm / norm): it must be maxNorm / norm.",
                () -> Math.sqrt(maxNorm / norm))
            .or(
                "the factor is 1 − maxNorm / norm: it must be maxNorm / norm.",
                () -> 1 - maxNorm / norm)
            .or("the factor is 0.5: it must be maxNorm / norm.", () -> 0.5)
            .or(
                "a long gradient becomes zero: it must be shortened to the length maxNorm. Does a"
                    + " division of ints give 0?",
                () -> 0.0)
            .get();
    double used =
        at("when it is clipped", () -> norm > maxNorm ? factor : 1)
            .or(
                "every gradient is brought to the length maxNorm, so a short one grows: it must be"
                    + " scaled only where norm > maxNorm.",
                () -> norm > 0 ? factor : 1)
            .or(
                "every gradient is brought to the length maxNorm, and a zero gradient becomes NaN:"
                    + " it must be scaled only where norm > maxNorm.",
                () -> factor)
            .or(
                "the comparison is reversed, so short gradients grow and long ones are left: scale"
                    + " where norm > maxNorm.",
                () -> norm > 0 && norm < maxNorm ? factor : 1)
            .or(
                "the comparison is reversed, and a zero gradient becomes NaN: scale where norm >"
                    + " maxNorm.",
                () -> norm < maxNorm ? factor : 1)
            .or(
                "a gradient is clipped when its norm is above 1: compare with maxNorm.",
                () -> norm > 1 ? factor : 1)
            .or(
                "the square of the norm is compared with maxNorm: compare the norm itself.",
                () -> norm * norm > maxNorm ? factor : 1)
            .or(
                "the largest entry is compared with maxNorm: compare the norm.",
                () -> largest(all) > maxNorm ? factor : 1)
            .or(
                "a gradient is clipped when its norm is below 1: compare with maxNorm.",
                () -> norm < 1 ? factor : 1)
            .or(
                "the norm is compared with the square of maxNorm: compare it with maxNorm itself.",
                () -> norm > maxNorm * maxNorm ? factor : 1)
            .or(
                "the norm is compared with maxNorm times the number of matrices: clip whenever"
                    + " norm > maxNorm.",
                () -> norm > maxNorm * all.length ? factor : 1)
            .or(
                "the norm of the first matrix is compared with maxNorm: compare the norm over all"
                    + " matrices.",
                () -> all.length > 0 && all[0].norm() > maxNorm ? factor : 1)
            .or(
                "a gradient is clipped when a single matrix is longer than maxNorm: compare the"
                    + " norm over all matrices.",
                () -> norms(all).anyMatch(v -> v > maxNorm) ? factor : 1)
            .or(
                "a gradient is clipped when every matrix is longer than maxNorm: compare the norm"
                    + " over all matrices.",
                () -> norms(all).allMatch(v -> v > maxNorm) ? factor : 1)
            .or(
                "a gradient is clipped when the sum of its entries is above maxNorm: compare the"
                    + " norm.",
                () -> sum(all, v -> v) > maxNorm ? factor : 1)
            .or(
                "the factor is never below 1, so long gradients are left: it must be the smaller"
                    + " of 1 and maxNorm / norm.",
                () -> Math.max(1, factor))
            .or(
                "a gradient that is a little too long is let through: clip whenever norm >"
                    + " maxNorm, by however little.",
                () -> norm > 1.1 * maxNorm ? factor : 1)
            .or(
                "a gradient that is a little too long is let through: clip whenever norm >"
                    + " maxNorm, by however little.",
                () -> norm > maxNorm + 1e-3 ? factor : 1)
            .or(
                "a gradient that is a little too long is let through: clip whenever norm >"
                    + " maxNorm, by however little.",
                () -> norm > maxNorm + 1e-6 ? factor : 1)
            .or(
                "a gradient that is too long is let through, up to half again of maxNorm: clip"
                    + " whenever norm > maxNorm.",
                () -> norm > 1.5 * maxNorm ? factor : 1)
            .or(
                "a gradient that is too long is let through, up to 1 more than maxNorm: clip"
                    + " whenever norm > maxNorm.",
                () -> norm > 1 + maxNorm ? factor : 1)
            .or(
                "gradients are clipped too early, from half of maxNorm on: clip whenever norm >"
                    + " maxNorm.",
                () -> norm > 0.5 * maxNorm ? factor : 1)
            .or(
                "the length is limited by a tanh, which shortens short gradients, too: they must"
                    + " keep their numbers.",
                () -> norm > 0 ? maxNorm * Math.tanh(norm / maxNorm) / norm : 1)
            .or(
                "a zero gradient becomes NaN: its norm is 0, and 0 / 0 is NaN. Divide only where"
                    + " norm > maxNorm.",
                () -> norm > maxNorm ? factor : norm / norm)
            .get();
    return at("the scaling", () -> each(all, g -> g.scale(used)))
        .or(
            "norm − maxNorm is subtracted from every entry: multiply each by maxNorm / norm, which"
                + " keeps the direction.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> v - (norm - maxNorm)) : g.copy()))
        .or(
            "the size of every entry is made smaller by norm − maxNorm: multiply each by maxNorm /"
                + " norm, which keeps the direction.",
            () ->
                each(
                    all,
                    g ->
                        norm > maxNorm
                            ? g.map(v -> v - Math.signum(v) * (norm - maxNorm))
                            : g.copy()))
        .or(
            "the factor is added to every entry: multiply every entry by it.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> v + used) : g.copy()))
        .or(
            "the factor is subtracted from every entry: multiply every entry by it.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> v - used) : g.copy()))
        .or(
            "a long gradient is replaced by the factor: multiply every entry by it.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> used) : g.copy()))
        .or(
            "the entries are squared where they are scaled: multiply each by the factor, and"
                + " nothing more.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> v * v * used) : g.copy()))
        .or(
            "every entry becomes maxNorm or −maxNorm: multiply every entry by the factor.",
            () -> each(all, g -> norm > maxNorm ? g.map(v -> Math.signum(v) * maxNorm) : g.copy()))
        .or(
            "the signs are lost where it is clipped: multiply every entry, negative ones too.",
            () -> each(all, g -> norm > maxNorm ? g.scale(used).map(Math::abs) : g.copy()))
        .or(
            "the signs are lost: multiply every entry, negative ones too.",
            () -> each(all, g -> g.scale(used).map(Math::abs)))
        .get();
  }

  private double norm(Matrix[] all, double maxNorm) {
    double squares = sum(all, v -> v * v);
    Choice<Double> norm = at("the norm", () -> Math.sqrt(squares));
    for (double small : new double[] {1e-3, 1e-4, 1e-5, 1e-6, 1e-7}) {
      norm.or(
          "a small number is added under the root: add nothing. Where a gradient is clipped, the"
              + " norm is above maxNorm, so it is never 0.",
          () -> Math.sqrt(squares + small));
    }
    return norm.or(
            "the square root is missing: the norm must be the root of the sum of the squares.",
            () -> squares)
        .or(
            "the norm is the sum of the absolute values: it must be the square root of the sum of"
                + " the squares.",
            () -> sum(all, Math::abs))
        .or(
            "the root is taken of the sum of the absolute values: square every entry first.",
            () -> Math.sqrt(sum(all, Math::abs)))
        .or(
            "the entries are not squared before they are added: add up v · v, and take the root.",
            () -> Math.sqrt(sum(all, v -> v)))
        .or(
            "the entries are doubled in place of squared: add up v · v, and take the root.",
            () -> Math.sqrt(sum(all, v -> 2 * v)))
        .or(
            "the sum stops as soon as it is above maxNorm²: the squares of all entries must be"
                + " added, since the factor needs the whole norm.",
            () -> early(Stream.of(all).map(Matrix::data), maxNorm))
        .or(
            "the sum stops as soon as it is above maxNorm²: the squares of all entries must be"
                + " added, since the factor needs the whole norm.",
            () -> early(entries(all).mapToObj(v -> new double[] {v}), maxNorm))
        .or(
            "the entries are added and the sum is squared: square every entry, then add.",
            () -> Math.abs(sum(all, v -> v)))
        .or(
            "the norm is the sum of the entries: square every entry, add, and take the root.",
            () -> sum(all, v -> v))
        .or(
            "the norms of the matrices are added: their squares must be added, norm = √(norm₁² +"
                + " norm₂² + …).",
            () -> norms(all).sum())
        .or(
            "the root is taken of the sum of the norms: their squares must be added, norm ="
                + " √(norm₁² + norm₂² + …).",
            () -> Math.sqrt(norms(all).sum()))
        .or(
            "the norms of the matrices are averaged: their squares must be added, norm = √(norm₁²"
                + " + norm₂² + …).",
            () -> norms(all).average().orElse(0))
        .or(
            "the norm is that of the largest matrix: all matrices must count together.",
            () -> norms(all).max().orElse(0))
        .or(
            "the norm is that of the first matrix: all matrices must count together.",
            () -> all.length == 0 ? 0 : all[0].norm())
        .or(
            "the norm is that of the last matrix: all matrices must count together.",
            () -> all.length == 0 ? 0 : all[all.length - 1].norm())
        .or(
            "the norm is the largest absolute entry: it must be the square root of the sum of all"
                + " squares.",
            () -> largest(all))
        .or(
            "the squares are averaged before the root is taken: the norm must be the root of their"
                + " sum.",
            () -> Math.sqrt(squares / count(all)))
        .or(
            "the absolute values are averaged: the norm must be the square root of the sum of the"
                + " squares.",
            () -> sum(all, Math::abs) / count(all))
        .or(
            "the norm is the mean of the entries: it must be the square root of the sum of the"
                + " squares.",
            () -> Math.abs(sum(all, v -> v)) / count(all))
        .or(
            "the norm is the standard deviation of the entries: it must be the square root of the"
                + " sum of the squares.",
            () -> deviation(all))
        .or(
            "the third powers are added: the norm must be the square root of the sum of the"
                + " squares.",
            () -> Math.cbrt(sum(all, v -> Math.abs(v * v * v))))
        .or(
            "the norms of the rows are added: their squares must be added, and the root taken.",
            () -> rowNorms(all).sum())
        .or(
            "the norm is that of the longest row: all entries must count together.",
            () -> rowNorms(all).max().orElse(0))
        .or(
            "the norm is that of the longest column: all entries must count together.",
            () -> rowNorms(each(all, Matrix::transpose)).max().orElse(0))
        .or(
            "the norms of the columns are added: their squares must be added, and the root taken.",
            () -> rowNorms(each(all, Matrix::transpose)).sum())
        .or(
            "the norm is that of the smallest matrix: all matrices must count together.",
            () -> norms(all).min().orElse(0))
        .or(
            "the norms of the matrices are multiplied: their squares must be added, and the root"
                + " taken.",
            () -> norms(all).reduce(1, (a, b) -> a * b))
        .or(
            "the entries of each matrix are added before they are squared: square every entry by"
                + " itself.",
            () ->
                Math.sqrt(
                    Stream.of(all).mapToDouble(g -> square(sum(new Matrix[] {g}, v -> v))).sum()))
        .or(
            "the entries of each row are added before they are squared: square every entry by"
                + " itself.",
            () -> Math.sqrt(rows(all).mapToDouble(r -> square(Arrays.stream(r).sum())).sum()))
        .or(
            "column 0 of each matrix is left out of the norm: all entries must count. Does a loop"
                + " begin at 1?",
            () -> Math.sqrt(sum(each(all, g -> g.columns(1, g.cols())), v -> v * v)))
        .or(
            "row 0 of each matrix is left out of the norm: all entries must count. Does a loop"
                + " begin at 1?",
            () -> Math.sqrt(sum(each(all, g -> g.transpose().columns(1, g.rows())), v -> v * v)))
        .or(
            "only column 0 of each matrix goes into the norm: all entries must.",
            () -> Math.sqrt(sum(each(all, g -> g.columns(0, Math.min(1, g.cols()))), v -> v * v)))
        .or(
            "the columns are counted by the number of rows: the inner loop must go to cols().",
            () -> squareParts(all))
        .or(
            "only the first two matrices go into the norm: all matrices must count.",
            () -> Math.sqrt(sum(Arrays.copyOf(all, Math.min(2, all.length)), v -> v * v)))
        .or(
            "the entries are cut to whole numbers before they are squared: keep each in a double.",
            () -> Math.sqrt(sum(all, v -> (double) ((int) v * (int) v))))
        .or("every square is added twice: add each once.", () -> Math.sqrt(2 * squares))
        .or(
            "the sum of the squares is halved: the norm must be the root of the whole sum.",
            () -> Math.sqrt(squares / 2))
        .or(
            "the norm is rounded: keep it in a double.",
            () -> (double) Math.round(Math.sqrt(squares)))
        .or("the norm is rounded up: keep it in a double.", () -> Math.ceil(Math.sqrt(squares)))
        .or("the square root is taken twice: once is enough.", () -> Math.sqrt(Math.sqrt(squares)))
        .or(
            "the norm is the largest square: add up all squares, and take the root.",
            () -> square(largest(all)))
        .or(
            "1 is added to the norm: it must be the root of the sum of all squares.",
            () -> 1 + Math.sqrt(squares))
        .or("the sum of the squares begins at 1: it must begin at 0.", () -> Math.sqrt(1 + squares))
        .or(
            "the norm is divided by the number of matrices: it must be the root of the sum of all"
                + " squares.",
            () -> Math.sqrt(squares) / all.length)
        .or(
            "the squares are averaged over the matrices: the norm must be the root of the sum of"
                + " all squares.",
            () -> Math.sqrt(squares / all.length))
        .or(
            "the norm is cut to a whole number: keep it in a double.",
            () -> (double) (int) Math.sqrt(squares))
        .or(
            "the sum of the squares is cut to whole numbers: keep it in a double.",
            () -> Math.sqrt(wholeSum(all)))
        .or(
            "the last row of each matrix is left out of the norm: all entries must count. Does a"
                + " loop stop one short?",
            () ->
                Math.sqrt(sum(each(all, g -> g.transpose().columns(0, g.rows() - 1)), v -> v * v)))
        .or(
            "the last column of each matrix is left out of the norm: all entries must count. Does"
                + " a loop stop one short?",
            () -> Math.sqrt(sum(each(all, g -> g.columns(0, g.cols() - 1)), v -> v * v)))
        .or(
            "the last matrix is left out of the norm: all matrices must count. Does a loop stop"
                + " one short?",
            () -> Math.sqrt(sum(Arrays.copyOf(all, all.length - 1), v -> v * v)))
        .or(
            "the first matrix is left out of the norm: all matrices must count. Does a loop begin"
                + " at 1?",
            () -> Math.sqrt(sum(Arrays.copyOfRange(all, 1, all.length), v -> v * v)))
        .or(
            "only row 0 of each matrix goes into the norm: all entries must.",
            () -> norm(each(all, g -> Matrix.row(Arrays.copyOf(g.data(), g.cols()))), 0))
        .or(
            "negative entries are left out of the norm: their squares must count, too.",
            () -> norm(each(all, g -> g.map(v -> Math.max(0, v))), 0))
        .or(
            "only the diagonals go into the norm: all entries must.",
            () -> norm(each(all, ClipByNormSlips::diagonal), 0))
        .or(
            "matrices of one row are left out of the norm: all must count. Biases belong to the"
                + " gradient, too.",
            () -> norm(all, 1))
        .or(
            "the norm is that of the sum of the matrices: every entry of every matrix must be"
                + " squared by itself.",
            () -> Stream.of(all).reduce(Matrix::plus).map(Matrix::norm).orElse(0.0))
        .get();
  }

  private double bound(Matrix[] gradients, double maxNorm) {
    return at("maxNorm", () -> maxNorm)
        .or(
            "1 is used in place of a maxNorm above 1: use maxNorm as it is.",
            () -> Math.min(1, maxNorm))
        .or(
            "1 is used in place of a maxNorm below 1: use maxNorm as it is.",
            () -> Math.max(1, maxNorm))
        .or("maxNorm is cut to a whole number: keep it in a double.", () -> (double) (int) maxNorm)
        .or("maxNorm is rounded: keep it in a double.", () -> (double) Math.round(maxNorm))
        .or("the square of maxNorm is taken: use maxNorm as it is.", () -> maxNorm * maxNorm)
        .or("the root of maxNorm is taken: use maxNorm as it is.", () -> Math.sqrt(maxNorm))
        .or("maxNorm is halved: use maxNorm as it is.", () -> maxNorm / 2)
        .or("maxNorm is doubled: use maxNorm as it is.", () -> maxNorm * 2)
        .or("maxNorm is made a little smaller: use maxNorm as it is.", () -> 0.99 * maxNorm)
        .or("maxNorm is made a little smaller: use maxNorm as it is.", () -> 0.9 * maxNorm)
        .or(
            "maxNorm is divided by the number of matrices: it must be the bound for all of them"
                + " together.",
            () -> maxNorm / Math.max(1, gradients.length))
        .or(
            "maxNorm is divided by the root of the number of matrices: it must be the bound for"
                + " all of them together.",
            () -> maxNorm / Math.sqrt(Math.max(1, gradients.length)))
        .or("1 is added to maxNorm: use maxNorm as it is.", () -> 1 + maxNorm)
        .or("1 is used in place of maxNorm: use the bound that is given.", () -> 1.0)
        .or("5 is used in place of maxNorm: use the bound that is given.", () -> 5.0)
        .get();
  }

  /** A norm that is no longer added to when it is too large. */
  private static double early(Stream<double[]> parts, double maxNorm) {
    double sum = 0;
    for (double[] part : (Iterable<double[]>) parts::iterator) {
      sum += Arrays.stream(part).map(v -> v * v).sum();
      if (sum > maxNorm * maxNorm) {
        break;
      }
    }
    return Math.sqrt(sum);
  }

  private static double shrunk(double norm, double maxNorm, double by) {
    double factor = 1;
    while (norm * factor > maxNorm && factor > 0 && maxNorm > 0 && Double.isFinite(norm)) {
      factor *= by;
    }
    return factor;
  }

  private static double deviation(Matrix[] all) {
    double mean = sum(all, v -> v) / count(all);
    return Math.sqrt(sum(all, v -> square(v - mean)) / count(all));
  }

  private static Stream<double[]> rows(Matrix[] all) {
    return Stream.of(all)
        .flatMap(
            m ->
                IntStream.range(0, m.rows())
                    .mapToObj(r -> Arrays.copyOfRange(m.data(), r * m.cols(), (r + 1) * m.cols())));
  }

  private static DoubleStream rowNorms(Matrix[] all) {
    return rows(all).mapToDouble(r -> Math.sqrt(Arrays.stream(r).map(v -> v * v).sum()));
  }

  private static double squareParts(Matrix[] all) {
    double sum = 0;
    for (Matrix m : all) {
      for (int r = 0; r < m.rows(); r++) {
        for (int c = 0; c < m.rows(); c++) {
          sum += square(m.get(r, c));
        }
      }
    }
    return Math.sqrt(sum);
  }

  private static int longest(Matrix[] all) {
    int longest = 0;
    for (int k = 1; k < all.length; k++) {
      longest = all[k].norm() > all[longest].norm() ? k : longest;
    }
    return longest;
  }

  private Matrix[] oneAfterTheOther(Matrix[] all, double maxNorm) {
    Matrix[] now = each(all, Matrix::copy);
    for (int k = 0; k < now.length; k++) {
      now[k] = together(now, maxNorm)[k];
    }
    return now;
  }

  private static Matrix[] mixedEntries(Matrix[] before, Matrix[] after, DoublePredicate isScaled) {
    return scaledAt(before, after, (m, at) -> isScaled.test(m.get(at[0], at[1])));
  }

  private static Matrix[] scaledAt(
      Matrix[] before, Matrix[] after, BiPredicate<Matrix, int[]> isScaled) {
    Matrix[] mixed = each(before, Matrix::copy);
    for (int k = 0; k < mixed.length; k++) {
      for (int r = 0; r < mixed[k].rows(); r++) {
        for (int c = 0; c < mixed[k].cols(); c++) {
          if (isScaled.test(before[k], new int[] {r, c})) {
            mixed[k].set(r, c, after[k].get(r, c));
          }
        }
      }
    }
    return mixed;
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
