package e25_padding_and_lengths;

import e25_padding_and_lengths.PaddingAndLengths.Read;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e25")
class PaddingAndLengthsTest extends Ladder<PaddingAndLengths> {
  PaddingAndLengthsTest() {
    super(PaddingAndLengths.class, "the states");
  }

  @Override
  protected void rungs() {
    double first = Math.tanh(0.75);
    double second = Math.tanh(1 + 0.5 * first);
    double other = Math.tanh(-0.5);
    shapes("there is an output for each step and a last state for each row");
    byHand(
        "By hand: row 0 has two steps, tanh(0.75) and tanh(1.317574); row 1 has one, tanh(−0.5),"
            + " and then keeps it.",
        new Read(
            new Matrix[] {
              Matrix.of(new double[][] {{first}, {other}}),
              Matrix.of(new double[][] {{second}, {0}})
            },
            Matrix.of(new double[][] {{second}, {other}})),
        new Matrix[] {Matrix.of(new double[][] {{1}, {-1}}), Matrix.of(new double[][] {{2}, {7}})},
        new int[] {2, 1},
        Matrix.of(new double[][] {{0.5}, {0}}),
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(0));
    reference(
        "rows that are all full are read as in e06: the values of PyTorch",
        "all full",
        "No row ends early here: it is the network of e06, and last is the state after step T.");
    part(
        "outputs",
        "outputs are 0 behind the end of a row: the values of PyTorch",
        "packed",
        "Row n has lengths[n] outputs; those behind them are 0.");
    part(
        "last",
        "last is the state at each row's own end: the values of PyTorch",
        "packed",
        "Row n has its last state after lengths[n] steps, and keeps it.");
    reference("a batch of one works", "batch of one", "The batch holds one row here." + FIXED_SIZE);
    given(
        "what stands in the padding does not matter, not even a NaN",
        "The outputs there must be 0, whatever stands in the padding. If yours are NaN: a NaN"
            + " times 0 is a NaN, so leave the padding out by an if, not by a product with 0.",
        withNan());
    given(
        "all rows may end before step T",
        "There must be an output for each of the T steps of xs, also where no row goes on.",
        endedEarly());
    rung("a row alone gives what it gives in company", this::alone);
    sizes();
    zeros();
    leavesInputsAlone();
    resultsApart(PaddingAndLengthsTest::full);
    secondCall();
    large(
        "large inputs saturate at one and stay finite",
        "tanh of a large number is 1, of a large negative one −1. Math.tanh does not overflow.",
        "xs",
        "Wx");
    nan(
        "a NaN in a real step stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes row 0 of all its real states NaN, and no other row.");
  }

  private static Fixture withNan() {
    return Fixture.given(
        PaddingAndLengths.class,
        new Matrix[] {
          Matrix.of(new double[][] {{1}, {-1}, {0.5}}),
          Matrix.of(new double[][] {{Double.NaN}, {0.25}, {2}}),
          Matrix.of(new double[][] {{Double.NaN}, {Double.NaN}, {-0.5}})
        },
        new int[] {1, 2, 3},
        Matrix.of(new double[][] {{0.5, -0.25}, {0, 1}, {0.125, 0.75}}),
        Matrix.row(0.5, -0.75),
        Matrix.of(new double[][] {{0.5, 0.25}, {-0.5, 1}}),
        Matrix.row(0.125, -0.25));
  }

  /** As {@link #withNan}, of which the last step is read by no row. */
  private static Fixture endedEarly() {
    Fixture inputs = withNan();
    return Fixture.given(
        PaddingAndLengths.class,
        inputs.matrices("xs"),
        new int[] {1, 2, 1},
        inputs.matrix("h0"),
        inputs.matrix("Wx"),
        inputs.matrix("Wh"),
        inputs.matrix("b"));
  }

  /** Every row goes on to the last step. */
  private static Fixture full(Fixture inputs) {
    int[] lengths = new int[inputs.matrix("h0").rows()];
    Arrays.fill(lengths, inputs.matrices("xs").length);
    return inputs.with("lengths", lengths);
  }

  /** What notebook 10 measures: the answer to a row does not depend on its neighbours. */
  private void alone(PaddingAndLengths network) {
    Fixture batch = fixture().sized("T", 5);
    Read together = (Read) batch.on(network);
    int[] lengths = batch.value("lengths");
    Matrix[] xs = batch.matrices("xs");
    for (int n = 0; n < lengths.length; n++) {
      Matrix[] own = new Matrix[lengths[n]];
      for (int t = 0; t < own.length; t++) {
        own[t] = xs[t].pick(n);
      }
      Fixture one =
          batch
              .with("xs", own)
              .with("lengths", new int[] {lengths[n]})
              .with("h0", batch.matrix("h0").pick(n));
      Expect.close(
          "the last state of row " + n + " in the batch, against that of the row alone",
          ((Read) one.on(network)).last(),
          together.last().pick(n),
          "The state of a row must depend on its own steps only.");
    }
  }
}
