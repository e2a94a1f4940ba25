package e26_both_directions;

import e26_both_directions.BothDirections.Both;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e26")
class BothDirectionsTest extends Ladder<BothDirections> {
  BothDirectionsTest() {
    super(BothDirections.class, "the states");
  }

  @Override
  protected void rungs() {
    double f1 = Math.tanh(0.5);
    double f2 = Math.tanh(1 + 0.5 * f1);
    double g2 = Math.tanh(2);
    double g1 = Math.tanh(1 - 0.5 * g2);
    double f = Math.tanh(-0.5);
    double g = Math.tanh(-1);
    shapes("the states of both directions stand side by side, 2H columns");
    byHand(
        "By hand: row 0 has two steps, so g_2 = tanh(2) comes before g_1 = tanh(1 − 0.5·g_2); row 1"
            + " has one, which both directions read from zeros.",
        new Both(
            new Matrix[] {
              Matrix.of(new double[][] {{f1, g1}, {f, g}}),
              Matrix.of(new double[][] {{f2, g2}, {0, 0}})
            },
            Matrix.of(new double[][] {{f2, g1}, {f, g}})),
        new Matrix[] {Matrix.of(new double[][] {{1}, {-1}}), Matrix.of(new double[][] {{2}, {7}})},
        new int[] {2, 1},
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(0),
        Matrix.row(1),
        Matrix.row(-0.5),
        Matrix.row(0));
    reference(
        "a sequence of one step is read once by each direction",
        "one step",
        "There is one step here: each direction reads it from zeros, with its own weights.");
    part(
        "outputs",
        "rows that are all full: the outputs of PyTorch",
        "all full",
        "No row ends early here. The second direction begins at step T, and its state at step t"
            + " stands beside the first direction's at step t.");
    part(
        "last",
        "rows that are all full: the last states of PyTorch",
        "all full",
        "The first direction ends at step T, the second at step 1.");
    part(
        "outputs",
        "rows of different lengths: the outputs of PyTorch",
        "packed",
        "The second direction begins at each row's own last step, and the padding is 0.");
    part(
        "last",
        "rows of different lengths: the last states of PyTorch",
        "packed",
        "The first direction ends at each row's own last step, the second at step 1.");
    reference("a batch of one works", "batch of one", "The batch holds one row here." + FIXED_SIZE);
    given(
        "what stands in the padding does not matter, not even a NaN",
        "No direction may read the padding. A NaN times 0 is a NaN: leave the padding out by an"
            + " if, not by a product with 0.",
        withNan(1, 2, 3));
    given(
        "all rows may end before step T",
        "There must be an output for each of the T steps of xs, also where no row goes on.",
        withNan(1, 2, 1));
    rung("equal weights read a palindrome alike from both ends", this::palindrome);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large inputs saturate at one and stay finite",
        "tanh of a large number is 1, of a large negative one −1. Math.tanh does not overflow.",
        "xs",
        "Wx1",
        "Wx2");
    nan(
        "a NaN in a real step stays in its row",
        "xs",
        "A NaN in row 0 of x_1 reaches all states of row 0 in the first direction, the one at"
            + " step 1 in the second, and no other row.");
  }

  private static Fixture withNan(int... lengths) {
    return Fixture.given(
        BothDirections.class,
        new Matrix[] {
          Matrix.of(new double[][] {{1}, {-1}, {0.5}}),
          Matrix.of(new double[][] {{Double.NaN}, {0.25}, {2}}),
          Matrix.of(new double[][] {{Double.NaN}, {Double.NaN}, {-0.5}})
        },
        lengths,
        Matrix.row(0.5, -0.75),
        Matrix.of(new double[][] {{0.5, 0.25}, {-0.5, 1}}),
        Matrix.row(0.125, -0.25),
        Matrix.row(-0.25, 1),
        Matrix.of(new double[][] {{0.75, -0.5}, {0.25, 0.125}}),
        Matrix.row(0.5, 0.25));
  }

  private void palindrome(BothDirections network) {
    Fixture inputs = fixture().sized("T", 3);
    Matrix[] xs = inputs.matrices("xs");
    int[] full = new int[xs[0].rows()];
    java.util.Arrays.fill(full, 3);
    Fixture mirrored =
        inputs
            .with("xs", new Matrix[] {xs[0], xs[1], xs[0].copy()})
            .with("lengths", full)
            .with("Wx2", inputs.matrix("Wx1"))
            .with("Wh2", inputs.matrix("Wh1"))
            .with("b2", inputs.matrix("b1"));
    Both both = mirrored.on(network);
    int H = inputs.matrix("b1").cols();
    for (int t = 0; t < 3; t++) {
      Expect.close(
          "the right half of step " + (t + 1) + ", against the left half of step " + (3 - t),
          both.outputs()[2 - t].columns(0, H),
          both.outputs()[t].columns(H, 2 * H),
          "With equal weights and a sequence that is the same backwards, the second direction gives"
              + " what the first gives, in reverse.");
    }
  }
}
