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
    reference(
        "a short memory works", "short", "longest is 3.5 here, a double: it must not be rounded.");
    random("bf = ln(1 + u·(longest − 2)), bi = −bf, the rest 0.");
    given(
        "a very long memory works",
        "longest is 1,000,000 here: only its logarithm goes into the biases.",
        Fixture.given(ChronoBiases.class, Matrix.row(0.25, 1, 0, 0.75, 0.5), 1e6));
    given(
        "u may be 0 or 1",
        "u is a number from 0 to 1, and both ends belong to it: k is 1 at u = 0, and longest − 1 at"
            + " u = 1.",
        Fixture.given(ChronoBiases.class, Matrix.row(0.4, 0, 0.7), 60.0),
        Fixture.given(ChronoBiases.class, Matrix.row(0.4, 1, 0.7), 60.0));
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
        Fixture.given(ChronoBiases.class, Matrix.row(0.25, 0.75), 2.5));
    leavesInputsAlone();
    secondCall();
    rung(
        "another u gives other biases",
        subject -> {
          Fixture inputs = fixture();
          inputs.on(subject);
          Fixture others = inputs.with("u", inputs.matrix("u").map(v -> 1 - v));
          Expect.close(
              "the result of a second call, with another u and the same longest",
              right(others),
              others.on(subject),
              "If no other test fails, the result of the first call is given again. Nothing may be"
                  + " kept from one call to the next.");
        });
    nan(
        "a NaN stays with its unit",
        "u",
        "A NaN in u[0] makes the two biases of unit 0 NaN, bi and bf, and no other.");
  }
}
