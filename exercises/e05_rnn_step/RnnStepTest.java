package e05_rnn_step;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e05")
class RnnStepTest extends Ladder<RnnStep> {
  private static final double EIGHT_DIGITS = 1e-8;

  RnnStepTest() {
    super(RnnStep.class, "h");
  }

  @Override
  protected void rungs() {
    shapes("h has a row for each example and a column for each unit");
    byHand(
        "By hand: tanh(0.3 + 0.4 − 0.2) = tanh(0.5).",
        Matrix.row(Math.tanh(0.5)),
        Matrix.row(1, 2),
        Matrix.row(0.5),
        Matrix.row(0.5, -0.1).transpose(),
        Matrix.row(0.8),
        Matrix.row(-0.2));
    alone(
        "x·Wx",
        "with the input alone, h is tanh(x·Wx)",
        "x alone",
        "hPrev and b are zero here, so h = tanh(x·Wx).");
    alone(
        "hPrev·Wh",
        "with the previous state alone, h is tanh(hPrev·Wh)",
        "hPrev alone",
        "x and b are zero here, so h = tanh(hPrev·Wh): is the state used, and Wh as it stands, not"
            + " transposed?");
    alone(
        "b",
        "with the bias alone, every row of h is tanh(b)",
        "b alone",
        "x and hPrev are zero here, so every row of h is tanh(b).");
    reference(
        "all terms together give the values of PyTorch",
        "all terms",
        "Add the three terms first; tanh goes around the whole sum.");
    published(
        "the values published with CS231n come out",
        "From assignment 3 of Stanford's CS231n.",
        Matrix.of(
            new double[][] {
              {-0.58172089, -0.50182032, -0.41232771, -0.31410098},
              {0.66854692, 0.79562378, 0.87755553, 0.92795967},
              {0.97934501, 0.99144213, 0.99646691, 0.99854353}
            }),
        EIGHT_DIGITS,
        Fixture.given(
            RnnStep.class,
            line(-0.4, 0.7, 3, 10),
            line(-0.2, 0.5, 3, 4),
            line(-0.1, 0.9, 10, 4),
            line(-0.3, 0.7, 4, 4),
            line(-0.2, 0.4, 1, 4)));
    reference(
        "a batch of one works", "batch of one", "The batch holds one example here." + FIXED_SIZE);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large inputs saturate at one and stay finite",
        "tanh of a large number is 1, of a large negative one −1. Math.tanh does not overflow; a"
            + " tanh from Math.exp does.",
        "x",
        "Wx");
    nan(
        "a NaN stays in its row",
        "x",
        "A NaN in row 0 of x makes row 0 of h NaN, and no other: examples do not mix.");
  }
}
