package e35_min_gru_sequence;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e35")
class MinGruSequenceTest extends Ladder<MinGruSequence> {
  private static final int LONG = 50;

  MinGruSequenceTest() {
    super(MinGruSequence.class, "the result");
  }

  @Override
  protected void rungs() {
    shapes("there is a state for each step, with a row for each example");
    byHand(
        "By hand: z_1 = σ(ln 3) = 0.75, n_1 = 1·2 + 1 = 3, h_1 = 0.25·4 + 0.75·3 = 3.25;"
            + " z_2 = σ(0) = 0.5, n_2 = 1, h_2 = 0.5·3.25 + 0.5·1 = 2.125.",
        new Matrix[] {Matrix.row(3.25), Matrix.row(2.125)},
        new Matrix[] {Matrix.row(1), Matrix.row(0)},
        Matrix.row(4),
        Matrix.row(Math.log(3)),
        Matrix.row(0),
        Matrix.row(2),
        Matrix.row(1));
    alone(
        "the first step",
        "a sequence of one step comes out",
        "one step",
        "There is one step here: h_1 = (1 − z_1) ⊙ h0 + z_1 ⊙ n_1, and one matrix comes back.");
    alone(
        "(1 − z) ⊙ h0",
        "an update gate of 0 keeps h0",
        "z is 0",
        "bz is −50 and Wz is zero here, so z = 0 and every state is h0.");
    alone(
        "z ⊙ n",
        "an update gate of 1 takes the candidate",
        "z is 1",
        "bz is 50 and Wz is zero here, so z = 1 and h_t = n_t = x_t·Wn + bn: there is no tanh.");
    reference(
        "every step starts from the state of the one before: the values of PyTorch",
        "all terms",
        "Each step takes over the state that the step before has computed.");
    reference(
        "a batch of one works", "batch of one", "The batch holds one example here." + FIXED_SIZE);
    rung("the gates see the input only", this::gatesSeeTheInputOnly);
    rung("fifty steps are no other than five", this::manySteps);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large inputs saturate the gate and stay finite",
        "σ(v) = 1 / (1 + e⁻ᵛ) does not overflow to NaN; eᵛ / (1 + eᵛ) does.",
        "xs",
        "Wz");
    nan(
        "a NaN stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes row 0 of all states NaN, and no other: examples do not mix.");
    nan(
        "a NaN in the weights of the gate comes out of its unit",
        "Wz",
        "Wz holds a NaN for unit 0, so z of unit 0 is NaN in all rows, and so is its state.");
    nan(
        "a NaN in the bias of the gate comes out of its unit",
        "bz",
        "bz holds a NaN for unit 0, so z of unit 0 is NaN in all rows, and so is its state.");
  }

  /** Twice the difference of two initial states is twice the difference of all states after it. */
  private void gatesSeeTheInputOnly(MinGruSequence network) {
    Fixture inputs = fixture().sized("T", 3);
    Matrix h0 = inputs.matrix("h0");
    Matrix[] once = inputs.on(network);
    Matrix[] none = inputs.with("h0", h0.scale(0)).on(network);
    Matrix[] twice = inputs.with("h0", h0.scale(2)).on(network);
    for (int t = 0; t < 3; t++) {
      Expect.close(
          "what h0 adds to h_" + (t + 1) + ", with h0 doubled",
          once[t].minus(none[t]).scale(2),
          twice[t].minus(none[t]),
          "z and n do not depend on the state, so twice the h0 adds twice as much.");
    }
  }

  private void manySteps(MinGruSequence network) {
    Fixture inputs = fixture().sized("T", LONG);
    Expect.close(
        "the states of fifty steps",
        right(inputs),
        inputs.on(network),
        "There are fifty steps here, each like the one before it.");
  }
}
