package e27_two_layers;

import e27_two_layers.TwoLayers.Read;
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
    super(TwoLayers.class, "the states");
  }

  @Override
  protected void rungs() {
    double h1 = Math.tanh(0.25);
    double h2 = Math.tanh(0.75 + 0.5 * h1);
    double g1 = Math.tanh(h1 + 0.25);
    shapes("there are all states of the lower layer, and of the upper one the last");
    byHand(
        "By hand: h_1 = tanh(0.5 − 0.25), h_2 = tanh(1 + 0.5·h_1 − 0.25); g_1 = tanh(h_1 +"
            + " 0.25), g_2 = tanh(h_2 − 0.5·g_1 + 0.25).",
        new Read(
            new Matrix[] {Matrix.row(h1), Matrix.row(h2)},
            Matrix.row(Math.tanh(h2 - 0.5 * g1 + 0.25))),
        new Matrix[] {Matrix.row(1), Matrix.row(2)},
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(-0.25),
        Matrix.row(1),
        Matrix.row(-0.5),
        Matrix.row(0.25));
    part(
        "lower",
        "the lower layer is the network of e06: the states of PyTorch",
        "all terms",
        "h_t = tanh(x_t·Wx1 + h_(t−1)·Wh1 + b1), and h_0 is 0.");
    alone(
        "the upper layer's first step",
        "a sequence of one step goes through both layers once",
        "one step",
        "There is one step here, and both states before it are 0: last is tanh(h_1·Wx2 + b2).",
        "lower");
    part(
        "last",
        "the upper layer reads the lower one's state of every step: the last state of PyTorch",
        "all terms",
        "g_t = tanh(h_t·Wx2 + g_(t−1)·Wh2 + b2), and g_0 is 0.");
    reference(
        "a lower layer that remembers nothing: the values of PyTorch",
        "lower without memory",
        "Wh1 is zero here, so what the upper layer knows of a step before the last, it has read at"
            + " that step.");
    rung("forty steps are no other than four", this::manySteps);
    reference(
        "a batch of one works", "batch of one", "The batch holds one example here." + FIXED_SIZE);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large inputs saturate at one and stay finite", SATURATES, "xs", "Wx1", "Wx2");
    given("large biases saturate at one, too", SATURATES, withLargeBiases());
    nan(
        "a NaN stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes row 0 of all states NaN, and no other: examples do not mix.");
  }

  private static Fixture withLargeBiases() {
    return Fixture.given(
        TwoLayers.class,
        new Matrix[] {Matrix.of(new double[][] {{0.5}, {-0.25}, {1}})},
        Matrix.row(0.5, -0.75, 1, 0.25),
        new Matrix(4, 4),
        Matrix.row(400, -400, 800, -800),
        Matrix.of(
            new double[][] {
              {0.5, 0.25, -0.5, 1, 0.75},
              {-0.5, 1, 0.125, -0.25, 0.5},
              {0.25, -0.75, 1, 0.5, -1},
              {1, 0.5, -0.25, 0.75, 0.125}
            }),
        new Matrix(5, 5),
        Matrix.row(400, -400, 800, -800, 0.25));
  }

  private void manySteps(TwoLayers network) {
    Fixture inputs = fixture().sized("T", LONG);
    Read expected = (Read) right(inputs);
    Read actual = inputs.on(network);
    Expect.close(
        "last after forty steps",
        expected.last(),
        actual.last(),
        "The step must be the same at every t, however many steps there are.");
  }
}
