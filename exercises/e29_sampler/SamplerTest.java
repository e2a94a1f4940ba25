package e29_sampler;

import e29_sampler.Sampler.Drawn;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e29")
class SamplerTest extends Ladder<Sampler> {
  SamplerTest() {
    super(Sampler.class, "the draws");
  }

  @Override
  protected void rungs() {
    Matrix z = Matrix.row(Math.log(2), Math.log(4), 0, Math.log(3));
    shapes("p has the shape of the logits, and there is a token for each row");
    byHand(
        "By hand: T = 1, and the three largest are kept; p is 2/9, 4/9, 0 and 3/9, and u = 0.7 is"
            + " above 2/9 + 4/9 = 0.67, so the token is 3.",
        new Drawn(Matrix.row(2 / 9.0, 4 / 9.0, 0, 3 / 9.0), new int[] {3}),
        z,
        1.0,
        3,
        Matrix.row(0.7));
    published(
        "the example at T = 0.5 comes out",
        "By hand: T = 0.5 squares the odds: p is 4/30, 16/30, 1/30 and 9/30, and u = 0.1 is below"
            + " 4/30, so the token is 0.",
        new Drawn(Matrix.row(4 / 30.0, 16 / 30.0, 1 / 30.0, 9 / 30.0), new int[] {0}),
        Expect.EXACT,
        Fixture.given(Sampler.class, z, 0.5, 4, Matrix.row(0.1)));
    part(
        "p",
        "p at a temperature of 1, all classes kept: the softmax of PyTorch",
        "all",
        "With T = 1 and k = K it is the softmax of e07.");
    part(
        "p",
        "p at a low temperature",
        "cold",
        "The logits are divided by the temperature, before the softmax.");
    part("p", "p at a high temperature", "warm", "Above 1 the temperature makes p more even.");
    part(
        "p",
        "p over the two largest logits of each row",
        "two largest",
        "The others have p = 0, and the two add up to 1.");
    part(
        "token",
        "the tokens, all classes kept",
        "all",
        "Go through the classes in their order, add up p, and stop where the sum exceeds u.");
    part(
        "token",
        "the tokens among the two largest",
        "two largest",
        "Only a kept class can be drawn, and the token is its number among all classes.");
    given(
        "k = 1 always draws the likeliest",
        "One class is kept: its p is 1, whatever u is.",
        Fixture.given(
            Sampler.class,
            Matrix.of(new double[][] {{0.5, 2, 1}, {3, -1, 2}}),
            1.5,
            1,
            Matrix.row(0.01, 0.99).transpose()));
    given(
        "a k above the number of classes keeps all of them",
        "Take all classes if there are fewer than k.",
        Fixture.given(Sampler.class, Matrix.row(0.5, 2), 1.0, 9, Matrix.row(0.5)));
    given(
        "of equal logits the first are kept",
        "Exactly k classes must be kept. Each of equal logits counts, and the first come first.",
        Fixture.given(Sampler.class, Matrix.row(0, 1, 1, 2), 1.0, 2, Matrix.row(0.9)),
        Fixture.given(Sampler.class, Matrix.row(0, 0, -1, -2), 1.0, 3, Matrix.row(0.5)),
        Fixture.given(Sampler.class, Matrix.row(1, 0, -1, 0, 0), 1.0, 3, Matrix.row(0.9)));
    given(
        "u = 0 draws the first kept class",
        "The sum of p must be above u. Where a class is not kept, p is 0, so with u = 0 it is never"
            + " drawn.",
        Fixture.given(Sampler.class, Matrix.row(0, 1, 2), 1.0, 2, Matrix.row(0)),
        Fixture.given(Sampler.class, Matrix.row(1, 0, 2), 1.0, 1, Matrix.row(0)));
    given(
        "a sum that is equal to u is not above it",
        "p is 0.5 and 0.5 here, and u is 0.5. The sum must exceed u, so the token is 1.",
        Fixture.given(Sampler.class, Matrix.row(0, 0), 1.0, 2, Matrix.row(0.5)));
    given(
        "a u just below 1 draws the last kept class",
        "Rounding may leave the whole sum of p at or below u: then take the last kept class.",
        Fixture.given(
            Sampler.class,
            Matrix.random(40, 5, -2, 2, new Random(1)),
            1.0,
            3,
            new Matrix(40, 1).map(zero -> Math.nextDown(1.0))));
    given(
        "each row has its own u and its own largest logits",
        "Here are logits near 1000 and near −1000. Each row has its own largest logits, sum and u.",
        Fixture.given(
            Sampler.class,
            Matrix.of(new double[][] {{1000, 1001, 999}, {-1000, -999, -1002}, {0, 2, 1}}),
            0.8,
            2,
            Matrix.row(0.2, 0.6, 0.95).transpose()),
        Fixture.given(Sampler.class, Matrix.row(-1000, -999, -1002), 0.8, 3, Matrix.row(0.5)),
        Fixture.given(
            Sampler.class,
            Matrix.of(new double[][] {{1000, 1001, 999}, {-1000, -999, -1002}}),
            0.8,
            3,
            Matrix.row(0.2, 0.6).transpose()));
    sizes();
    leavesInputsAlone();
    secondCall();
    large(
        "large logits stay finite",
        "e^1000 is infinite: subtract the largest logit of the row first.",
        "logits");
    rung("a NaN among the kept logits makes the p of its row NaN", this::comesOut);
  }

  /** What the token is where p is NaN, the statement leaves open. */
  private void comesOut(Sampler sampler) {
    Fixture inputs = withNaN(fixture());
    Drawn right = (Drawn) right(inputs);
    Drawn drawn = inputs.on(sampler);
    Expect.close(
        "p",
        right.p(),
        drawn.p(),
        "One logit of row 0 is NaN. k is K here, so this logit is kept, and each p of the row must"
            + " be NaN: it says that something went wrong before.");
  }

  private static Fixture withNaN(Fixture inputs) {
    Matrix logits = inputs.matrix("logits").copy();
    logits.set(0, 1, Double.NaN);
    return inputs.with("logits", logits).with("k", logits.cols());
  }
}
