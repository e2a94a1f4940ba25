package e27_two_layers;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e27")
class TwoLayersTest extends Ladder<TwoLayers> {
  private static final int LONG = 40;
  private static final String SATURATES =
      "tanh of a large number is 1, of a large negative one −1. Math.tanh does not overflow.";

  TwoLayersTest() {
    super(TwoLayers.class, "the result");
  }

  @Override
  protected void rungs() {
    double h1 = Math.tanh(0.5);
    double h2 = Math.tanh(1 + 0.5 * h1);
    double g1 = Math.tanh(h1 + 0.25);
    shapes("there is a row for each example and a column for each unit of the upper layer");
    byHand(
        "By hand: h_1 = tanh(0.5), h_2 = tanh(1 + 0.5·h_1); g_1 = tanh(h_1 + 0.25), g_2 = tanh(h_2 −"
            + " 0.5·g_1 + 0.25).",
        Matrix.row(Math.tanh(h2 - 0.5 * g1 + 0.25)),
        new Matrix[] {Matrix.row(1), Matrix.row(2)},
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(0),
        Matrix.row(1),
        Matrix.row(-0.5),
        Matrix.row(0.25));
    alone(
        "the first step",
        "a sequence of one step goes through both layers once",
        "one step",
        "There is one step here, and both states before it are 0: tanh(tanh(x_1·Wx1 + b1)·Wx2 + b2).");
    alone(
        "the lower layer",
        "the lower layer remembers",
        "upper without memory",
        "Wh2 is zero here, so the result is tanh(h_T·Wx2 + b2): only the lower layer remembers.",
        "the first step");
    alone(
        "the upper layer",
        "the upper layer reads the lower one's state of every step, and remembers",
        "lower without memory",
        "Wh1 is zero here, so h_t = tanh(x_t·Wx1 + b1): what the upper layer knows of a step before"
            + " the last, it has read at that step.",
        "the first step");
    reference(
        "the whole network: the values of PyTorch",
        "all terms",
        "Each layer takes over the state that it has computed at the step before.");
    reference(
        "a batch of one works",
        "batch of one",
        "The batch holds one example here. If no other test fails, a size is fixed: take it from the"
            + " inputs.");
    rung("forty steps are no other than four", this::manySteps);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large inputs saturate at one and stay finite",
        SATURATES,
        "xs",
        "Wx1",
        "Wx2");
    given("large biases saturate at one, too", SATURATES, withLargeBiases());
    nan(
        "a NaN stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes row 0 of the result NaN, and no other: examples do not mix.");
  }

  private static Fixture withLargeBiases() {
    return Fixture.given(
        TwoLayers.class,
        new Matrix[] {Matrix.of(new double[][] {{0.5}, {-0.25}, {1}})},
        Matrix.row(0.5, -0.75),
        Matrix.of(new double[][] {{0.5, 0.25}, {-0.5, 1}}),
        Matrix.row(0.125, -0.25),
        Matrix.of(new double[][] {{0.5, 0.25, -0.5, 1, 0.75}, {-0.5, 1, 0.125, -0.25, 0.5}}),
        new Matrix(5, 5),
        Matrix.row(400, -400, 800, -800, 0.25));
  }

  private void manySteps(TwoLayers network) {
    Fixture inputs = fixture().sized("T", LONG);
    Expect.close(
        "the result of forty steps",
        right(inputs),
        inputs.on(network),
        "The step is the same at every t.");
  }
}
