package e21_chrono_biases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong with the biases of a long memory. */
final class ChronoBiasesSlips extends Slips implements ChronoBiases {
  private static final String K = "1 + u·(longest − 2)";

  @Override
  public Matrix biases(Matrix given, double longest) {
    Matrix u = u(given);
    Matrix k = times(u, span(longest), longest);
    Matrix logs = logarithm(k, u, span(longest));
    Matrix f =
        at("bf", () -> logs)
            .or("the forget biases are bf + 1: they must be bf = ln k.", () -> logs.map(v -> v + 1))
            .or("the forget bias is −bf: it must be bf, and bi must be −bf.", () -> logs.scale(-1))
            .or("the forget biases are 1: bf must be ln k.", () -> logs.map(v -> 1))
            .get();
    Matrix i = input(logs, k, u, span(longest));
    Matrix zeros =
        at("the zeros", () -> new Matrix(1, u.cols()))
            .or(
                "the zeros of g and o are other numbers times 0: 0 · NaN is NaN, so they must come"
                    + " from a new Matrix.",
                () -> logs.scale(0))
            .get();
    Matrix g = rest("the candidate", logs, zeros);
    Matrix o = rest("the output gate", logs, zeros);
    IntPredicate isDone = done(given);
    return row(only(isDone, i), only(isDone, f), only(isDone, g), only(isDone, o), given);
  }

  private Matrix u(Matrix u) {
    return at("u", () -> u)
        .or(
            "u is sorted: each unit must have its own number.",
            () -> Matrix.row(Arrays.stream(u.data()).sorted().toArray()))
        .or(
            "u = 1 is refused: u may be any number from 0 to 1, 1 too.",
            () -> refused(u, v -> v >= 1))
        .or(
            "u = 0 is refused: u may be any number from 0 to 1, 0 too.",
            () -> refused(u, v -> v <= 0))
        .or(
            "u = 0 and u = 1 are refused: u may be any number from 0 to 1, both ends too.",
            () -> refused(u, v -> v <= 0 || v >= 1))
        .or("u is reversed, 1 − u: u = 0 must be the shortest time.", () -> u.map(v -> 1 - v))
        .or(
            "u is divided by its largest number: it must be used as it is.",
            () -> u.scale(1 / Arrays.stream(u.data()).max().orElse(1)))
        .or(
            "u is divided by its sum: it must be used as it is.",
            () -> u.scale(1 / Arrays.stream(u.data()).sum()))
        .or(
            "every unit gets the u of unit 0: each unit must have its own.",
            () -> u.map(v -> u.get(0, 0)))
        .or(
            "every unit gets the u of the last unit: each unit must have its own.",
            () -> u.map(v -> u.get(0, u.cols() - 1)))
        .or("every unit gets the longest time: k must depend on u.", () -> u.map(v -> 1))
        .or("every unit gets the time of u = 0.5: k must depend on u.", () -> u.map(v -> 0.5))
        .get();
  }

  private static Matrix refused(Matrix u, DoublePredicate isRefused) {
    if (Arrays.stream(u.data()).anyMatch(isRefused)) {
      throw new IllegalArgumentException("u");
    }
    return u;
  }

  private double span(double longest) {
    String whole = "longest is cut or rounded to a whole number: it must be used as it is.";
    return at("the span", () -> longest - 2)
        .or("u is multiplied by longest: it must be longest − 2.", () -> longest)
        .or("u is multiplied by longest − 1: it must be longest − 2.", () -> longest - 1)
        .or("u is multiplied by longest − 3: it must be longest − 2.", () -> longest - 3)
        .or("u is multiplied by longest + 2: it must be longest − 2.", () -> longest + 2)
        .or(whole, () -> Math.floor(longest) - 2)
        .or(whole, () -> Math.rint(longest) - 2)
        .or(whole, () -> Math.ceil(longest) - 2)
        .or(
            "a longest below 3 is made 3: it must be used as it is. It may be any number above 2.",
            () -> Math.max(longest, 3) - 2)
        .or(
            "a longest below 3 is refused: every number above 2 must be accepted.",
            () -> {
              if (longest < 3) {
                throw new IllegalArgumentException("longest");
              }
              return longest - 2;
            })
        .get();
  }

  private Matrix times(Matrix u, double span, double longest) {
    String whole = "k is cut or rounded to a whole number: it must be used as it is.";
    return at("k", () -> u.map(v -> 1 + v * span))
        .or("the 1 is missing: k must be " + K + ", and 1 at u = 0.", () -> u.map(v -> v * span))
        .or(
            "1 is added twice: k must be 1 at u = 0, and Math.log1p adds a 1 by itself.",
            () -> u.map(v -> 2 + v * span))
        .or(
            "2 is subtracted from the product: are brackets missing? k must be " + K + ".",
            () -> u.map(v -> 1 + v * longest - 2))
        .or(
            "the 1 is added to u before it is multiplied: k must be " + K + ".",
            () -> u.map(v -> (1 + v) * span))
        .or("u is added, not multiplied: k must be " + K + ".", () -> u.map(v -> 1 + v + span))
        .or(
            "k is a float, which holds 7 digits only: it must be a double.",
            () -> u.map(v -> (float) (1 + v * span)))
        .or(
            "u is made a float, which holds 7 digits only: it must stay a double.",
            () -> u.map(v -> 1 + (float) v * span))
        .or(whole, () -> u.map(v -> Math.floor(1 + v * span)))
        .or(whole, () -> u.map(v -> Math.rint(1 + v * span)))
        .or(whole, () -> u.map(v -> Math.ceil(1 + v * span)))
        .get();
  }

  private Matrix logarithm(Matrix k, Matrix u, double span) {
    return at("the logarithm", () -> k.map(Math::log))
        .or(
            "the logarithm has the base 10: it must be the natural one, Math.log.",
            () -> k.map(Math::log10))
        .or(
            "the logarithm has the base 2: it must be the natural one, Math.log.",
            () -> k.map(v -> Math.log(v) / Math.log(2)))
        .or("the logarithm is missing: bf must be ln k.", () -> k)
        .or(
            "the opening of the gate is returned, k / (k + 1): its bias must be ln k.",
            () -> k.map(v -> v / (v + 1)))
        .or(
            "the logarithm is taken of the opening of the gate, k / (k + 1): it must be ln k.",
            () -> k.map(v -> Math.log(v / (v + 1))))
        .or(
            "the logarithm is taken of 1 + u only: it must be ln(" + K + ").",
            () -> u.map(v -> Math.log(1 + v) * span))
        .or("the square root is taken: bf must be ln k.", () -> k.map(Math::sqrt))
        .or(
            "the biases are 0 for a NaN in u: a comparison with a NaN, such as k > 1, is false."
                + " They must be NaN.",
            () -> k.map(v -> v > 1 ? Math.log(v) : 0))
        .or("1 / k is taken: bf must be ln k.", () -> k.map(v -> 1 / v))
        .or(
            "u is multiplied by a logarithm: it must be inside the logarithm, ln(" + K + ").",
            () -> u.map(v -> v * Math.log(span + 1)))
        .get();
  }

  private Matrix input(Matrix logs, Matrix k, Matrix u, double span) {
    return at("bi", () -> logs.scale(-1))
        .or("the input biases are +bf: bi must be −bf.", () -> logs)
        .or("the input biases are 0: bi must be −bf.", () -> logs.scale(0))
        .or("the input biases are 1: bi must be −bf.", () -> logs.map(v -> 1))
        .or("the input biases are −1: bi must be −bf.", () -> logs.map(v -> -1))
        .or(
            "the input biases are made from 1 − u: bi must be −bf, with the u of its unit.",
            () -> u.map(v -> -Math.log(1 + (1 - v) * span)))
        .or("the input biases are 1 − bf: bi must be −bf.", () -> logs.map(v -> 1 - v))
        .or("the input biases are 1 / bf: bi must be −bf.", () -> logs.map(v -> 1 / v))
        .or(
            "the input biases are −ln(k + 1), the logarithm of 1 − f: bi must be −ln k.",
            () -> k.map(v -> -Math.log(v + 1)))
        .or(
            "the minus is inside the logarithm, ln(−k), which is NaN: bi must be −ln k.",
            () -> k.map(v -> Math.log(-v)))
        .get();
  }

  private Matrix rest(String gate, Matrix f, Matrix zeros) {
    return at(gate, () -> zeros)
        .or("the biases of " + gate + " are bf, too: they must be 0.", () -> f)
        .or("the biases of " + gate + " are −bf, too: they must be 0.", () -> f.scale(-1))
        .or("the biases of " + gate + " are 1: they must be 0.", () -> f.map(v -> 1))
        .get();
  }

  private IntPredicate done(Matrix u) {
    int last = u.cols() - 1;
    return this.<IntPredicate>at("the units", () -> j -> true)
        .or("the last unit is left out: the loop must go over all of them.", () -> j -> j < last)
        .or("unit 0 is left out: the loop must go over all of them.", () -> j -> j > 0)
        .or("only unit 0 gets its biases: the loop must go over all of them.", () -> j -> j == 0)
        .or(
            "the loop ends at a unit whose u is 0: the units after it must get their biases, too.",
            () -> j -> Arrays.stream(u.data(), 0, j + 1).noneMatch(v -> v == 0))
        .get();
  }

  private Matrix row(Matrix i, Matrix f, Matrix g, Matrix o, Matrix u) {
    Choice<Matrix> order =
        at("the order", () -> Matrix.beside(i, f, g, o))
            .or(
                "the blocks of the input and the forget gate are exchanged: the order must be"
                    + " i f g o.",
                () -> Matrix.beside(f, i, g, o));
    for (int n = 0; n < 16; n++) {
      int atI = n / 4;
      int atF = n % 4;
      if (atI != atF && atI + atF > 1) {
        order.or(
            "bi is block "
                + atI
                + " and bf block "
                + atF
                + ", counted from 0: they must be blocks 0 and 1, i f g o.",
            () -> placed(i, atI, f, atF, g, o));
      }
    }
    return order
        .or(
            "the four biases of each unit stand together: all of i must come first, then all of f,"
                + " g and o.",
            () -> byUnit(i, f, g, o))
        .or(
            "the result is a column: it must be one row, (1 × 4H).",
            () -> Matrix.beside(i, f, g, o).transpose())
        .or(
            "the four blocks stand one below the other: they must stand side by side, (1 × 4H).",
            () ->
                Matrix.beside(i.transpose(), f.transpose(), g.transpose(), o.transpose())
                    .transpose())
        .or(
            "only the biases of i and f are returned, (1 × 2H): the zeros of g and o must follow.",
            () -> Matrix.beside(i, f))
        .or("only the forget biases are returned, (1 × H): there must be four blocks.", () -> f)
        .or(
            "a NaN in u makes all biases NaN: only the two of its unit must be NaN.",
            () -> Matrix.beside(i, f, g, o).map(v -> u.isFinite() ? v : Double.NaN))
        .get();
  }

  private static Matrix only(IntPredicate isDone, Matrix block) {
    Matrix done = new Matrix(1, block.cols());
    for (int j = 0; j < block.cols(); j++) {
      done.set(0, j, isDone.test(j) ? block.get(0, j) : 0);
    }
    return done;
  }

  private static Matrix placed(Matrix i, int atI, Matrix f, int atF, Matrix g, Matrix o) {
    List<Matrix> blocks = new ArrayList<>(List.of(g, o));
    blocks.add(Math.min(atI, atF), atI < atF ? i : f);
    blocks.add(Math.max(atI, atF), atI < atF ? f : i);
    return Matrix.beside(blocks.toArray(Matrix[]::new));
  }

  private static Matrix byUnit(Matrix... blocks) {
    int H = blocks[0].cols();
    Matrix all = new Matrix(1, 4 * H);
    for (int gate = 0; gate < 4; gate++) {
      for (int j = 0; j < H; j++) {
        all.set(0, 4 * j + gate, blocks[gate].get(0, j));
      }
    }
    return all;
  }
}
