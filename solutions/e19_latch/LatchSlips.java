package e19_latch;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a latch is set up; each gate is a column: from set, from reset, bias. */
final class LatchSlips extends Slips implements Latch {
  private static final String GATES = "ifgo";

  /** How large the sums are, and the candidate's column. */
  private record Gain(double sum, double[] candidate) {}

  private static Gain always(double sum) {
    return new Gain(sum, gate(0, 0, sum));
  }

  @Override
  public Weights weights(double gain) {
    String half =
        "the sums are half of the gain: they must be gain where a gate is open, −gain"
            + " where shut.";
    Gain chosen =
        at("the gain", () -> always(gain))
            .or(
                "the gain is not used: a sum of 1 opens a gate to 0.73 and −1 shuts it to 0.27,"
                    + " which is neither open nor shut.",
                () -> always(1))
            .or(
                "a fixed number is used in place of the gain: the sums must be gain and −gain, so"
                    + " that the gates open and shut as far as is asked for.",
                () -> always(4))
            .or(half, () -> always(gain / 2))
            .or(half, () -> new Gain(gain / 2, gate(gain, 0, 0)))
            .get();
    double G = chosen.sum();
    double[] i = input(G);
    double[] f = forget(G);
    double[] g =
        at("the candidate", chosen::candidate)
            .or(
                "a set writes −1: the sum of g must be gain then, so that g is 1.",
                () -> gate(0, 0, -G))
            .or(
                "a set writes tanh(1) = 0.76: the sum of g must be gain then, so that g is 1.",
                () -> gate(1, 0, 0))
            .get();
    double[] o =
        at("the output gate", () -> gate(0, 0, G))
            .or("the output gate is shut: it must be open at every step.", () -> gate(0, 0, -G))
            .or(
                "the output gate is not fully open: its sum must be gain at every step. σ(0) is"
                    + " 0.5, and σ(1) is 0.73.",
                () -> gate(0, 0, 0))
            .or(
                "the output gate is shut at a quiet step: it must be open at every step.",
                () -> gate(2 * G, 0, -G))
            .get();
    double[][] gates =
        at("what a reset does", () -> new double[][] {i, f, g, o})
            .or(
                "a reset writes −1: it must shut f and write nothing, so that c is 0. If h"
                    + " and g keep the value, f must keep it in their place.",
                () -> new double[][] {gate(i[0], 2 * G, i[2]), f, gate(g[0], -2 * G, g[2]), o})
            .or(
                "a reset subtracts 1 from c: it must shut f and write nothing, so that c is 0"
                    + " whatever it was.",
                () ->
                    new double[][] {
                      gate(i[0], 2 * G, i[2]), gate(f[0], 0, f[2]), gate(g[0], -2 * G, g[2]), o
                    })
            .or(
                "a reset shuts the output gate, and c is kept: it must clear c, or h shows it again"
                    + " at the next step.",
                () -> new double[][] {i, gate(-2 * G, 0, G), g, gate(0, -2 * G, G)})
            .or(
                "the weights from set and reset are gain: they must be 2 · gain, since −gain + gain"
                    + " is 0, and then a gate is half open.",
                () -> new double[][] {halved(i), halved(f), halved(g), halved(o)})
            .get();
    double[][] ordered = order(gates, new double[][] {i, f, gate(2 * G, 0, 0), o});
    double[] Wh =
        at("Wh", () -> new double[4])
            .or(
                "h opens the input gate: only a set may open it, so its Wh must be 0.",
                () -> new double[] {2 * G, 0, 0, 0})
            .or(
                "h shuts the input gate: a set must open it also where the switch is on, so its Wh"
                    + " must be 0.",
                () -> new double[] {-2 * G, 0, 0, 0})
            .or(
                "h shuts the output gate: it must be open at every step, so its Wh must be 0.",
                () -> new double[] {0, 0, 0, -2 * G})
            .get();
    return weights(G, ordered, Wh);
  }

  private Weights weights(double G, double[][] gates, double[] Wh) {
    Matrix Wx = Matrix.of(new double[][] {column(gates, 0), column(gates, 1)});
    Matrix b = Matrix.row(column(gates, 2));
    String noBias =
        "b is 0: every gate is half open at a quiet step. The bias of i must be −gain, those of f"
            + " and o gain.";
    String noSums =
        "the weights are what the gates should be, 0 and 1: they must be sums, gain where a gate is"
            + " open and −gain where it is shut. A gate is σ of its sum.";
    String heldByH =
        "only h holds the forget gate open: its bias must be gain. h is 0.76 at most, too little at"
            + " a low gain.";
    return at("the weights", () -> new Weights(Wx, Matrix.row(Wh), b))
        .or(noSums, () -> weights("1 -1 1 0", "0 -1 0 0", "0 0 0 0", "0 1 0 1", 1))
        .or(noSums, () -> weights("1 -1 0 0", "0 -1 0 0", "0 0 0 0", "0 1 1 1", 1))
        .or(noBias, () -> weights("2 -2 2 0", "0 -2 0 0", "0 0 0 0", "0 0 0 0", G))
        .or(noBias, () -> weights("2 -2 2 2", "-2 -2 0 2", "0 0 0 0", "0 0 0 0", G))
        .or(heldByH, () -> weights("2 -2 2 0", "-2 -2 0 0", "0 2 0 0", "-1 -1 0 1", G))
        .or(heldByH, () -> weights("2 -2 2 0", "-2 -2 0 0", "0 1 0 0", "-1 0 0 1", G))
        .get();
  }

  /** Weights in multiples of the gain; the columns are i f g o. */
  private static Weights weights(String set, String reset, String h, String b, double gain) {
    return new Weights(
        Matrix.of(new double[][] {numbers(set), numbers(reset)}).scale(gain),
        Matrix.row(numbers(h)).scale(gain),
        Matrix.row(numbers(b)).scale(gain));
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private double[] input(double G) {
    return at("the input gate", () -> gate(2 * G, 0, -G))
        .or(
            "nothing is written at a set: i must be open then, and g must be 1. Are columns"
                + " exchanged? They must be i f g o.",
            () -> gate(0, 0, -G))
        .or(
            "the input gate is always open: it must be shut at a quiet step, or each writes, too.",
            () -> gate(0, 0, G))
        .or(
            "the input gate is half open at a quiet step: it must be shut, or each writes, too.",
            () -> gate(2 * G, 0, 0))
        .or(
            "a set writes about half of the 1: the sums of i and of g must be gain then. Where the"
                + " weight from set is gain and the bias −gain, the sum is 0, and σ(0) is 0.5.",
            () -> gate(G, 0, -G))
        .or(
            "a reset opens the input gate, too, and writes a 1: only a set may write.",
            () -> gate(2 * G, 2 * G, -G))
        .or(
            "set and reset are exchanged: row 0 of Wx must belong to set, row 1 to reset.",
            () -> gate(0, 2 * G, -G))
        .or(
            "the input gate is reversed: it must be open at a set, and shut at a quiet step.",
            () -> gate(-2 * G, 0, G))
        .get();
  }

  private double[] forget(double G) {
    Choice<double[]> choice = at("the forget gate", () -> gate(-2 * G, -2 * G, G));
    String leaks =
        "the forget gate leaks, so c fades: its sum must be gain at a quiet step. σ(3), say, is"
            + " 0.95, and σ(3)⁴⁰ only 0.14.";
    for (int fixed : new int[] {1, 2, 3, 4}) {
      choice
          .or(leaks, () -> gate(-2 * fixed, -2 * fixed, fixed))
          .or(leaks, () -> gate(-2 * G, -2 * G, fixed));
    }
    return choice
        .or(
            "a reset does not shut the forget gate: its sum must be −gain then, so that c is 0.",
            () -> gate(-2 * G, 0, G))
        .or(
            "a set does not shut the forget gate: its sum must be −gain then, or the new 1 is"
                + " added to the old one.",
            () -> gate(0, -2 * G, G))
        .or("the forget gate is always open: a set and a reset must shut it.", () -> gate(0, 0, G))
        .or(
            "the forget gate is reversed: it must be open at a quiet step, and shut at a set and a"
                + " reset. f is how much is kept.",
            () -> gate(2 * G, 2 * G, -G))
        .or(
            "the forget gate is half open at a quiet step: it must be open, so its bias must be"
                + " gain.",
            () -> gate(-2 * G, -2 * G, 0))
        .or(
            "the forget gate is always shut: it must be open at a quiet step, so that c is kept.",
            () -> gate(0, 0, -G))
        .or(
            "set and reset shut the forget gate half way: its sum must be −gain then. σ(0) is"
                + " 0.5.",
            () -> gate(-G, -G, G))
        .or(
            "a reset shuts the forget gate half way: its sum must be −gain then. σ(0) is 0.5.",
            () -> gate(-2 * G, -G, G))
        .get();
  }

  /**
   * The gates in the right order, or in another one.
   *
   * @param ofSet the same, with a candidate that is there at a set alone
   */
  private double[][] order(double[][] gates, double[][] ofSet) {
    Choice<double[][]> order = at("the order", () -> gates);
    for (String other : "f i g o,i g f o,g i f o".split(",")) {
      order.or(sentence(other), () -> ordered(gates, other));
    }
    for (String other : "i g f o,i o f g,i f o g".split(",")) {
      order.or(sentence(other), () -> ordered(ofSet, other));
    }
    return order.get();
  }

  private static String sentence(String order) {
    return "the columns are in the order " + order + ": the order must be i f g o.";
  }

  private static double[][] ordered(double[][] gates, String order) {
    return order
        .replace(" ", "")
        .chars()
        .mapToObj(gate -> gates[GATES.indexOf(gate)])
        .toArray(double[][]::new);
  }

  private static double[] gate(double set, double reset, double bias) {
    return new double[] {set, reset, bias};
  }

  private static double[] halved(double[] gate) {
    return gate(gate[0] / 2, gate[1] / 2, gate[2]);
  }

  private static double[] column(double[][] gates, int k) {
    return Arrays.stream(gates).mapToDouble(gate -> gate[k]).toArray();
  }
}
