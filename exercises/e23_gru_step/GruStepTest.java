package e23_gru_step;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e23")
class GruStepTest extends Ladder<GruStep> {
  private static final String OF_STATE = "what hPrev says to r, z and n";

  GruStepTest() {
    super(GruStep.class, "h");
  }

  @Override
  protected void rungs() {
    shapes("h has a row for each example and a column for each unit");
    byHand(
        "By hand, resetAfter = 1: r = 0.5, z = 0.75, n = tanh(0.15 + 0.5·(2·0.25 + 0.2)) ="
            + " tanh(0.5); h = 0.25·tanh(0.5) + 0.75·2.",
        Matrix.row(0.25 * Math.tanh(0.5) + 1.5),
        example(1));
    published(
        "the same example with the reset before the product comes out",
        "By hand, resetAfter = 0: r = 0.5, z = 0.75, n = tanh(0.15 + (0.5·2)·0.25) = tanh(0.4);"
            + " h = 0.25·tanh(0.4) + 0.75·2. There is no bhn in it.",
        Matrix.row(0.25 * Math.tanh(0.4) + 1.5),
        Expect.EXACT,
        Fixture.given(GruStep.class, example(0)));
    alone(
        "z ⊙ hPrev",
        "an update gate of 1 keeps the old state",
        "z is 1",
        "The bias of z is 50 here, so z = 1 and h = hPrev: z says how much is kept.");
    alone(
        "(1 − z) ⊙ n",
        "an update gate of 0 takes the candidate",
        "z is 0",
        "The bias of z is −50 here, and hPrev and bhn are 0, so z = 0 and h = n = tanh(un).");
    alone(
        "the reset gate r",
        "a closed reset gate keeps the old state out of the candidate",
        "r is 0",
        "The bias of r is −50 here, so r = 0 and n = tanh(un), bhn or not.",
        "z ⊙ hPrev",
        "(1 − z) ⊙ n",
        OF_STATE);
    alone(
        "x·Wx",
        "with the input alone, n is tanh(un)",
        "x alone",
        "hPrev and the biases are zero here, so r = σ(ur), z = σ(uz) and h = (1 − z) ⊙ tanh(un).");
    alone(
        OF_STATE,
        "with the previous state alone, all three blocks read it",
        "hPrev alone",
        "x and the biases are zero here, and resetAfter is 1: r = σ(hPrev·Whr), z = σ(hPrev·Whz)"
            + " and n = tanh(r ⊙ (hPrev·Whn)).");
    reference(
        "reset after: all terms together give the values of PyTorch",
        "reset after",
        "Here resetAfter is 1: n = tanh(un + r ⊙ (hPrev·Whn + bhn)).");
    reference(
        "reset before: all terms together give the values of the paper's form",
        "reset before",
        "Here resetAfter is 0: n = tanh(un + (r ⊙ hPrev)·Whn), without bhn.");
    given(
        "the two kinds are two",
        "The same numbers, with resetAfter 1 and 0.",
        Fixture.of(GruStep.class, 3).with("resetAfter", 1),
        Fixture.of(GruStep.class, 3).with("resetAfter", 0));
    reference(
        "a batch of one works", "batch of one", "The batch holds one example here." + FIXED_SIZE);
    sizes();
    given(
        "a state of zeros still has bhn beside it",
        "hPrev is 0 and resetAfter is 1 here, so n = tanh(un + r ⊙ bhn).",
        Fixture.of(GruStep.class, 4).zero("hPrev").with("resetAfter", 1));
    zeros();
    leavesInputsAlone(inputs -> inputs, GruStepTest::keepingAll);
    secondCall();
    large(
        "large inputs saturate and stay finite",
        "σ(v) = 1 / (1 + e⁻ᵛ) does not overflow to NaN; eᵛ / (1 + eᵛ) does.",
        "x",
        "Wx");
    nan(
        "a NaN stays in its row",
        "x",
        "A NaN in row 0 of x makes row 0 of h NaN, and no other: examples do not mix.");
    nan(
        "a NaN in a bias comes out again",
        "b",
        "The first number of b is NaN here, so r and h are NaN for unit 0 at least.");
    given(
        "a NaN that only the update gate reads comes out again",
        "The bias of unit 0 of z is NaN here, so h is NaN for unit 0, and only there.",
        withNaN(Fixture.of(GruStep.class, 5)));
  }

  private static Fixture withNaN(Fixture inputs) {
    Matrix b = inputs.matrix("b").copy();
    b.set(0, inputs.size("H"), Double.NaN);
    return inputs.with("b", b);
  }

  /** The same with an update gate of 1. */
  private static Fixture keepingAll(Fixture inputs) {
    int H = inputs.size("H");
    Matrix b = inputs.matrix("b").copy();
    for (int c = H; c < 2 * H; c++) {
      b.set(0, c, 50);
    }
    return inputs.with("b", b);
  }

  private static Object[] example(int resetAfter) {
    return new Object[] {
      Matrix.row(1),
      Matrix.row(2),
      Matrix.row(0, Math.log(3), 0.15),
      Matrix.row(0, 0, 0.25),
      Matrix.row(0, 0, 0),
      Matrix.row(0.2),
      resetAfter
    };
  }
}
