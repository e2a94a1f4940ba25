package e21_chrono_biases;

import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong with the biases of a long memory. */
final class ChronoBiasesSlips extends Slips implements ChronoBiases {
  @Override
  public Matrix biases(Matrix u, double longest) {
    double span =
        at("the span", () -> longest - 2)
            .or(
                "u is multiplied by longest: the times k go from 1 to longest − 1, so their span"
                    + " is longest − 2.",
                () -> longest)
            .or(
                "u is multiplied by longest − 1: the times lie between 1 and longest − 1, so their"
                    + " span is longest − 2.",
                () -> longest - 1)
            .or(
                "longest is rounded down: it is a double, and need not be whole.",
                () -> Math.floor(longest) - 2)
            .or("the span is taken as longest + 2: it must be longest − 2.", () -> longest + 2)
            .get();
    Matrix times =
        at("the times", () -> u.map(v -> 1 + v * span))
            .or(
                "the 1 is missing in the logarithm: ln(1 + u·(longest − 2)), so that u = 0 gives 0"
                    + " and not −∞.",
                () -> u.map(v -> v * span))
            .or(
                "the times begin at 2: with u = 0 the time is 1, and its bias 0. Math.log1p adds the 1"
                    + " by itself.",
                () -> u.map(v -> 2 + v * span))
            .or(
                "u is reversed, 1 − u: u = 0 is the shortest time.",
                () -> u.map(v -> 1 + (1 - v) * span))
            .or(
                "every unit gets the time of unit 0: each unit has its own u.",
                () -> u.map(v -> 1 + u.get(0, 0) * span))
            .or("every unit gets the longest time: u is not used.", () -> u.map(v -> 1 + span))
            .or(
                "the times are rounded down: they need not be whole.",
                () -> u.map(v -> Math.floor(1 + v * span)))
            .get();
    Matrix logs =
        at("the logarithm", () -> times.map(Math::log))
            .or("the logarithm to base 10 is taken: use Math.log.", () -> times.map(Math::log10))
            .or(
                "the logarithm to base 2 is taken: use Math.log.",
                () -> times.map(v -> Math.log(v) / Math.log(2)))
            .or("the logarithm is missing: bf is ln of the time.", () -> times)
            .or(
                "the gate is returned, σ(bf), not its bias: bf is ln of the time itself.",
                () -> times.map(v -> v / (v + 1)))
            .or(
                "the logarithm is taken of 1 + u alone: the bracket holds all of 1 + u·(longest −"
                    + " 2).",
                () -> u.map(v -> Math.log(1 + v) * span))
            .or("the square root is taken for the logarithm.", () -> times.map(Math::sqrt))
            .or(
                "u mixes the biases: it mixes the times, and bf is ln of the time, ln(1 + u·(longest −"
                    + " 2)).",
                () -> u.map(v -> v * Math.log(span + 1)))
            .get();
    Matrix f =
        at("bf", () -> logs)
            .or(
                "1 is added to the forget bias: bf is ln of the time, which opens the gate already.",
                () -> logs.map(v -> v + 1))
            .or("the forget bias is −bf: it must be bf, and bi is −bf.", () -> logs.scale(-1))
            .get();
    Matrix i =
        at("bi", () -> logs.scale(-1))
            .or(
                "the input biases are +bf: bi = −bf, so that the input gate is shut as far as the"
                    + " forget gate is open.",
                () -> logs)
            .or(
                "the input biases are 0: bi = −bf. An open forget gate alone lets every word write a"
                    + " little.",
                () -> logs.scale(0))
            .or("the input biases are 1 − bf: bi = −bf.", () -> logs.map(v -> 1 - v))
            .or("the input biases are 1 / bf: bi = −bf.", () -> logs.map(v -> 1 / v))
            .get();
    Matrix g = rest("the candidate", logs);
    Matrix o = rest("the output gate", logs);
    return at("the order", () -> Matrix.beside(i, f, g, o))
        .or(
            "the blocks of the input and the forget gate are exchanged: the order is i f g o.",
            () -> Matrix.beside(f, i, g, o))
        .or(
            "the blocks are in the order g o i f: the order is i f g o.",
            () -> Matrix.beside(g, o, i, f))
        .or(
            "the forget gate is in the third block: the order is i f g o.",
            () -> Matrix.beside(i, g, f, o))
        .or(
            "the gates of one unit stand side by side: first all units of i, then all of f.",
            () -> byUnit(i, f, g, o))
        .or(
            "the result is a column: it must be one row, (1 × 4H).",
            () -> Matrix.beside(i, f, g, o).transpose())
        .or(
            "the four blocks stand one below the other: they stand side by side, (1 × 4H).",
            () ->
                Matrix.beside(i.transpose(), f.transpose(), g.transpose(), o.transpose())
                    .transpose())
        .or("only the forget gates are returned, (1 × H): the row has four blocks.", () -> f)
        .get();
  }

  private Matrix rest(String gate, Matrix f) {
    return at(gate, () -> f.scale(0).map(v -> 0))
        .or("the biases of " + gate + " are bf, too: they must be 0.", () -> f)
        .or("the biases of " + gate + " are −bf, too: they must be 0.", () -> f.scale(-1))
        .or("the biases of " + gate + " are 1: they must be 0.", () -> f.map(v -> 1))
        .get();
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
