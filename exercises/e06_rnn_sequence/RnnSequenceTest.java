package e06_rnn_sequence;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e06")
class RnnSequenceTest extends Ladder<RnnSequence> {
  private static final double EIGHT_DIGITS = 1e-8;
  private static final int LONG = 50;

  RnnSequenceTest() {
    super(RnnSequence.class, "the result");
  }

  @Override
  protected void rungs() {
    double first = Math.tanh(0.5 + 0.25);
    shapes("there is a state for each step, with a row for each example");
    byHand(
        "By hand: h_1 = tanh(1·0.5 + 0.5·0.5) = tanh(0.75), h_2 = tanh(2·0.5 + h_1·0.5).",
        new Matrix[] {Matrix.row(first), Matrix.row(Math.tanh(1 + 0.5 * first))},
        new Matrix[] {Matrix.row(1), Matrix.row(2)},
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(0.5),
        Matrix.row(0));
    alone(
        "the first step",
        "a sequence of one step is the step of e05",
        "one step",
        "There is one step here: h_1 = tanh(x_1·Wx + h0·Wh + b), and one matrix comes back.");
    alone(
        "h0",
        "the first step starts from h0",
        "h0 alone",
        "The inputs and b are zero here: h_1 = tanh(h0·Wh), h_2 = tanh(h_1·Wh), and so on.",
        "the first step");
    alone(
        "x_t",
        "every step reads its own input",
        "no recurrence",
        "Wh and b are zero here, so h_t = tanh(x_t·Wx): step t must read xs[t].");
    reference(
        "every step starts from the state of the one before: the values of PyTorch",
        "all terms",
        "Step t must start from the state after step t − 1.");
    reference(
        "a batch of one works", "batch of one", "The batch holds one example here." + FIXED_SIZE);
    published(
        "the values published with CS231n come out",
        "From assignment 3 of Stanford's CS231n.",
        cs231n(),
        EIGHT_DIGITS,
        Fixture.given(
            RnnSequence.class,
            inputs(),
            line(-0.3, 0.1, 2, 5),
            line(-0.2, 0.4, 4, 5),
            line(-0.4, 0.1, 5, 5),
            line(-0.7, 0.1, 1, 5)));
    given(
        "an input of zeros is read like every other",
        "x_2 is 0 everywhere here, and so is row 0 of x_3: these steps must be taken, too.",
        withZeros());
    rung("the first states do not depend on later inputs", this::looksBackOnly);
    rung("fifty steps are no other than five", this::manySteps);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large inputs saturate at one and stay finite",
        "tanh of a large number is 1, of a large negative one −1. Math.tanh does not overflow.",
        "xs",
        "Wx");
    nan(
        "a NaN stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes row 0 of all states NaN, and no other: examples do not mix.");
  }

  private void looksBackOnly(RnnSequence network) {
    Fixture whole = fixture().sized("T", 4);
    Matrix[] xs = whole.matrices("xs");
    Matrix[] states = whole.on(network);
    Matrix[] shorter = whole.with("xs", new Matrix[] {xs[0], xs[1], xs[2]}).on(network);
    Expect.that(shorter.length == 3, "Three inputs give three states, not " + shorter.length + ".");
    for (int t = 0; t < 3; t++) {
      Expect.close(
          "h_" + (t + 1) + " of the sequence without its last step",
          states[t],
          shorter[t],
          "The state after a step depends on the inputs up to that step only.");
    }
  }

  private static Fixture withZeros() {
    return Fixture.given(
        RnnSequence.class,
        new Matrix[] {
          Matrix.of(new double[][] {{0.5, -1}, {1, 0.25}}),
          new Matrix(2, 2),
          Matrix.of(new double[][] {{0, 0}, {-0.5, 1}})
        },
        Matrix.of(new double[][] {{0.5, -0.25}, {-1, 0.75}}),
        Matrix.of(new double[][] {{0.25, -0.5}, {1, 0.5}}),
        Matrix.of(new double[][] {{0.5, 1}, {-0.75, 0.25}}),
        Matrix.row(0.1, -0.3));
  }

  private void manySteps(RnnSequence network) {
    Fixture inputs = fixture().sized("T", LONG);
    Expect.close(
        "the states of fifty steps",
        right(inputs),
        inputs.on(network),
        "The step is the same at every t.");
  }

  /** CS231n counts through all steps of one sequence, then through those of the next. */
  private static Matrix[] inputs() {
    Matrix all = line(-0.1, 0.3, 6, 4);
    Matrix[] xs = new Matrix[3];
    for (int t = 0; t < 3; t++) {
      xs[t] = all.pick(t, 3 + t);
    }
    return xs;
  }

  private static Matrix[] cs231n() {
    Matrix all =
        Matrix.of(
            new double[][] {
              {-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251},
              {-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316},
              {-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525},
              {-0.55857474, -0.39065825, -0.19198182, 0.02378408, 0.23735671},
              {-0.27150199, -0.07088804, 0.13562939, 0.33099728, 0.50158768},
              {-0.51014825, -0.30524429, -0.06755202, 0.17806392, 0.40333043}
            });
    return new Matrix[] {all.pick(0, 3), all.pick(1, 4), all.pick(2, 5)};
  }
}
