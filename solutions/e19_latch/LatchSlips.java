package e19_latch;

import java.util.Arrays;
import unrolled.exercise.Slips;
import unrolled.matrix.Matrix;

/** What goes wrong where a latch is set up; each gate is a column: from set, from reset, bias. */
final class LatchSlips extends Slips implements Latch {
  private static final String GATES = "ifgo";

  @Override
  public Weights weights(double gain) {
    double G =
        at("the gain", () -> gain)
            .or(
                "the gain is not used: a sum of 1 opens a gate to 0.73 and −1 shuts it to 0.27,"
                    + " which is neither open nor shut.",
                () -> 1.0)
            .or(
                "a fixed number stands in place of the gain: the sums are to be the gain that"
                    + " comes in, so that the gates open and shut as far as is asked for.",
                () -> 4.0)
            .or(
                "the sums are half of the gain: at a quiet step, a set and a reset they are to"
                    + " be the gain where a gate is open, and minus the gain where it is shut.",
                () -> gain / 2)
            .get();
    double[] i = input(G);
    double[] f = forget(G);
    double[] g =
        at("the candidate", () -> gate(0, 0, G))
            .or("a set writes −1: g is what is written, and on is above 0.", () -> gate(0, 0, -G))
            .or(
                "a set writes tanh(1), which is 0.76 and not 1: the sum of the candidate at a"
                    + " set is the gain, so that g is 1.",
                () -> gate(1, 0, 0))
            .get();
    double[] o =
        at("the output gate", () -> gate(0, 0, G))
            .or("the output gate is shut: what c keeps has to be shown.", () -> gate(0, 0, -G))
            .or("the output gate is half open: h shows half of what c keeps.", () -> gate(0, 0, 0))
            .or(
                "the output gate is shut at a quiet step: the switch has to show that it is on at"
                    + " every step.",
                () -> gate(2 * G, 0, -G))
            .or(
                "the output gate is shut at a set: the switch shows from that step that it is on.",
                () -> gate(-2 * G, 0, G))
            .get();
    double[][] gates =
        at("what a reset does", () -> new double[][] {i, f, g, o})
            .or(
                "a reset writes −1: off is 0, so a reset clears c and writes nothing.",
                () -> new double[][] {gate(i[0], 2 * G, i[2]), f, gate(g[0], -2 * G, g[2]), o})
            .or(
                "a reset writes −1 to what c keeps: off is 0, so a reset shuts the forget gate and"
                    + " writes nothing.",
                () ->
                    new double[][] {
                      gate(i[0], 2 * G, i[2]), gate(f[0], 0, f[2]), gate(g[0], -2 * G, g[2]), o
                    })
            .or(
                "a reset shuts the output gate, and c is kept: at the next step it shows again. A"
                    + " reset has to clear c.",
                () -> new double[][] {i, gate(-2 * G, 0, G), g, gate(0, -2 * G, G)})
            .get();
    double[][] ordered = order(gates, new double[][] {i, f, gate(2 * G, 0, 0), o});
    double[] Wh =
        at("Wh", () -> new double[4])
            .or(
                "h opens the input gate: once it is on, every step writes, and only a set may do so.",
                () -> new double[] {2 * G, 0, 0, 0})
            .or(
                "h shuts the output gate: once it is on, it does not show it. No gate has to"
                    + " hear h here, so Wh is 0.",
                () -> new double[] {0, 0, 0, -2 * G})
            .get();
    Matrix Wx = Matrix.of(new double[][] {column(ordered, 0), column(ordered, 1)});
    Matrix b = Matrix.row(column(ordered, 2));
    String noBias =
        "b is 0: at a quiet step nothing else is heard, and every gate is half open then. i"
            + " needs minus the gain, f and o the gain.";
    return at("the weights", () -> new Weights(Wx, Matrix.row(Wh), b))
        .or(
            "the weights are what the gates should be, 0 and 1: a gate is σ of its sum, so write"
                + " the sums, the gain where it is to be open and minus the gain where it is to"
                + " be shut.",
            () ->
                new Weights(
                    Matrix.of(new double[][] {{1, -1, 1, 0}, {0, -1, 0, 0}}),
                    new Matrix(1, 4),
                    Matrix.row(0, 1, 0, 1)))
        .or(
            "the weights are what the gates should be, 0 and 1: a gate is σ of its sum, so write"
                + " the sums, the gain where it is to be open and minus the gain where it is to"
                + " be shut.",
            () ->
                new Weights(
                    Matrix.of(new double[][] {{1, -1, 0, 0}, {0, -1, 0, 0}}),
                    new Matrix(1, 4),
                    Matrix.row(0, 1, 1, 1)))
        .or(
            noBias,
            () ->
                new Weights(
                    Matrix.of(new double[][] {{2 * G, -2 * G, 2 * G, 0}, {0, -2 * G, 0, 0}}),
                    new Matrix(1, 4),
                    new Matrix(1, 4)))
        .or(
            noBias,
            () ->
                new Weights(
                    Matrix.of(
                        new double[][] {{2 * G, -2 * G, 2 * G, 2 * G}, {-2 * G, -2 * G, 0, 2 * G}}),
                    new Matrix(1, 4),
                    new Matrix(1, 4)))
        .get();
  }

  private double[] input(double G) {
    return at("the input gate", () -> gate(2 * G, 0, -G))
        .or(
            "nothing is written at a set: the input gate i stays shut, or the candidate g is 0."
                + " Is b 0, or are columns exchanged? They are i f g o.",
            () -> gate(0, 0, -G))
        .or("the input gate is always open: every quiet step writes, too.", () -> gate(0, 0, G))
        .or(
            "the input gate is half open at a quiet step: every quiet step writes, too, half as"
                + " much as a set.",
            () -> gate(2 * G, 0, 0))
        .or(
            "a set writes half of the 1: is the sum of the input gate 0 then, so that it is half"
                + " open, or that of the candidate too small?",
            () -> gate(G, 0, -G))
        .or(
            "a reset opens the input gate, too, and writes a 1: only a set may write.",
            () -> gate(2 * G, 2 * G, -G))
        .or(
            "set and reset are exchanged: row 0 of Wx belongs to set, row 1 to reset.",
            () -> gate(0, 2 * G, -G))
        .or(
            "the input gate is reversed: every quiet step writes, and a set does not.",
            () -> gate(-2 * G, 0, G))
        .get();
  }

  private double[] forget(double G) {
    return at("the forget gate", () -> gate(-2 * G, -2 * G, G))
        .or(
            "a reset does not shut the forget gate: c is kept, and it stays on.",
            () -> gate(-2 * G, 0, G))
        .or(
            "a set does not shut the forget gate: the new 1 is added to the old one, and c counts"
                + " up.",
            () -> gate(0, -2 * G, G))
        .or(
            "the forget gate is always open: a reset does not clear c, and a set counts up.",
            () -> gate(0, 0, G))
        .or(
            "the forget gate is reversed: f is how much is kept, and yours keeps c at a"
                + " set and a reset and loses it at a quiet step.",
            () -> gate(2 * G, 2 * G, -G))
        .or(
            "the forget gate is half open at a quiet step: half of c is lost at each step.",
            () -> gate(-2 * G, -2 * G, 0))
        .or(
            "the forget gate is always shut: nothing is kept from one step to the next.",
            () -> gate(0, 0, -G))
        .or(
            "set and reset shut the forget gate half way: its sum is 0 then, and σ(0) is 0.5, so"
                + " half of the old c stays.",
            () -> gate(-G, -G, G))
        .or(
            "a reset shuts the forget gate half way: its sum is 0 then, and σ(0) is 0.5, so half of"
                + " the old c stays.",
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
    for (String other : "f i g o,i o f g,g i f o".split(",")) {
      order.or(sentence(other), () -> ordered(gates, other));
    }
    for (String other : "i g f o,i f o g".split(",")) {
      order.or(sentence(other), () -> ordered(ofSet, other));
    }
    return order.get();
  }

  private static String sentence(String order) {
    return "the columns are in the order " + order + ": it must be i f g o.";
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

  private static double[] column(double[][] gates, int k) {
    return Arrays.stream(gates).mapToDouble(gate -> gate[k]).toArray();
  }
}
