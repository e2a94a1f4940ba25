package e32_steps_ahead;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e32")
class StepsAheadTest extends Ladder<StepsAhead> {
  StepsAheadTest() {
    super(StepsAhead.class, "the result");
  }

  @Override
  protected void rungs() {
    shapes("there is a row for each series and a column for each step");
    byHand(
        "By hand: −0.5 · 4 + 6 + 1 = 5, −0.5 · 6 + 5 + 1 = 3, −0.5 · 5 + 3 + 1 = 1.5.",
        Matrix.row(5, 3, 1.5),
        Matrix.row(4, 6),
        Matrix.row(-0.5, 1).transpose(),
        1.0,
        3);
    alone(
        "one step",
        "one step ahead is the rule itself",
        "one step",
        "last·w + bias: the first weight belongs to the oldest number.");
    reference(
        "two steps ahead read the first forecast",
        "two steps",
        "In step 2 the window has lost the oldest number, and ends with the first forecast.");
    reference(
        "more steps than numbers in the window: only forecasts are read",
        "many steps",
        "From step P + 1 on the window holds only forecasts.");
    reference(
        "a window of one number",
        "one number",
        "P is 1 here: the window is only the last forecast.");
    given(
        "weights that say the last number again do so at every step",
        "w is 0 but for the newest number, whose weight is 1: persistence.",
        Fixture.given(
            StepsAhead.class,
            Matrix.of(new double[][] {{1, 2, 5}, {3, -2, 4}}),
            Matrix.row(0, 0, 1).transpose(),
            0.0,
            4));
    rung("k steps ahead begin with the k − 1 steps before them", this::prefix);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large numbers come out", "Everything is a sum of products.", "last");
    nan(
        "a NaN stays in its series",
        "last",
        "A NaN in row 0 of last makes all forecasts of this row NaN, and no others.");
  }

  private void prefix(StepsAhead forecast) {
    Fixture inputs = fixture();
    int k = inputs.value("k");
    Matrix more = inputs.with("k", k + 3).on(forecast);
    Matrix fewer = inputs.on(forecast);
    Expect.close(
        "the first " + k + " of " + (k + 3) + " steps",
        fewer,
        more.columns(0, k),
        "Looking farther does not change what was seen nearer.");
  }
}
