package e21_chrono_biases;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e21")
class ChronoBiasesTest extends Ladder<ChronoBiases> {
  ChronoBiasesTest() {
    super(ChronoBiases.class, "the result");
  }

  @Override
  protected void rungs() {
    double b = Math.log(51);
    shapes("the biases are one row of four blocks");
    byHand(
        "By hand: ln(1 + 0 · 100) = 0, ln(1 + 0.5 · 100) = ln 51, ln(1 + 1 · 100) = ln 101.",
        Matrix.row(0, -b, -Math.log(101), 0, b, Math.log(101), 0, 0, 0, 0, 0, 0),
        Matrix.row(0, 0.5, 1),
        102.0);
    reference(
        "the forget gates get the logarithm of their time, the input gates its negative",
        "several units",
        "bf = ln(1 + u·(longest − 2)) in block 1, bi = −bf in block 0, blocks 2 and 3 are 0.");
    reference(
        "one unit works", "one unit", "There is one unit here, so the result is −bf, bf, 0 and 0.");
    reference("a short memory works", "short", "longest is 3.5 here, a double: do not round it.");
    random("bf = ln(1 + u·(longest − 2)), bi = −bf, the rest 0.");
    given(
        "a very long memory works",
        "longest is 1,000,000 here: only its logarithm goes into the biases.",
        Fixture.given(ChronoBiases.class, Matrix.row(0.25, 1, 0, 0.75, 0.5), 1e6));
    rung(
        "a memory of fewer than 3 steps works",
        subject -> {
          Fixture inputs = fixture().with("longest", 2.1 + 0.8 * random().nextDouble());
          Expect.close(
              "the result",
              right(inputs),
              inputs.on(subject),
              "longest lies between 2 and 3 here: all that is known of it is that it is above 2.");
        },
        Fixture.given(ChronoBiases.class, Matrix.row(0.25, 1, 0, 0.75), 2.5));
    leavesInputsAlone();
    secondCall();
    nan(
        "a NaN stays with its unit",
        "u",
        "A NaN in u[0] makes the two biases of unit 0 NaN, bi and bf, and no other.");
  }
}
