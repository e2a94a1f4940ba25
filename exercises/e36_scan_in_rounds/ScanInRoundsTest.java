package e36_scan_in_rounds;

import e36_scan_in_rounds.ScanInRounds.Rounds;
import java.util.List;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e36")
class ScanInRoundsTest extends Ladder<ScanInRounds> {
  ScanInRoundsTest() {
    super(ScanInRounds.class, "the result");
  }

  @Override
  protected void rungs() {
    shapes("h has a row for each step");
    byHand(
        "By hand: see the table of the statement. Round 1 takes in the step before, round 2 that"
            + " two places before, and then h_t = a_t ⊙ h_0 + b_t.",
        new Rounds(
            new Matrix[] {column(2, 6, 1.5, -1), column(2, 6, 3, -6)},
            new Matrix[] {column(1, 2, 3.5, -5), column(1, 2, 5, -7)},
            column(21, 62, 35, -67)),
        column(2, 3, 0.5, -2),
        column(1, -1, 4, 3),
        Matrix.row(10));
    reference(
        "one step needs no round",
        "one step",
        "There is one step here: no round, two empty arrays, and h_1 = a_1 ⊙ h_0 + b_1.");
    alone(
        "(a, b) then (a', b')",
        "two steps become one in one round",
        "two steps",
        "Step 2 takes in step 1: a_2 ⊙ a_1 and a_2 ⊙ b_1 + b_2, and step 1 keeps its pair.");
    part(
        "aAfter",
        "a after each of three rounds",
        "six steps",
        "After round k the a of a step is the product of the last 2^k, or of all that there are.");
    part(
        "bAfter",
        "b after each of three rounds",
        "six steps",
        "b_t becomes a_t ⊙ b_(t−r) + b_t, with a and b as they were before the round.");
    part(
        "h",
        "the states: those of a loop over the steps",
        "six steps",
        "After the last round h_t = a_t ⊙ h_0 + b_t, with the same h_0 for every step.");
    reference("eight steps take three rounds", "eight steps", "There are rounds as long as r < T.");
    reference("nine steps take four rounds", "nine steps", "There are rounds as long as r < T.");
    given(
        "where a is 0 there are as many rounds",
        "a is 0 everywhere. Five steps take three rounds all the same, and each h_t is b_t.",
        Fixture.given(
            ScanInRounds.class, column(0, 0, 0, 0, 0), column(1, -1, -2, 3, 0.5), Matrix.row(2)));
    given(
        "where nothing is lost, the states are running sums",
        "a is 1 everywhere and h_0 is 0, so each h_t is the sum of b_1 to b_t.",
        Fixture.given(
            ScanInRounds.class, column(1, 1, 1, 1, 1), column(1, 2, 4, 8, 16), Matrix.row(0)));
    rung("what a step knows of doubles from round to round", this::doubles);
    rung("fifty steps take six rounds", this::fifty);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large("large numbers come out", "Everything is a sum of products.", "b", "h0");
    nan(
        "a NaN gets as far as the rounds carry it",
        "b",
        "b_1 holds a NaN: after round k it is in the first 2^k steps of its unit, and in no a.");
    given(
        "a NaN in b comes through an a of 0",
        "b_1 holds a NaN, and a_2 is 0. 0 times NaN is NaN, so b of step 2 becomes NaN in round 1.",
        Fixture.given(
            ScanInRounds.class,
            column(0.5, 0, 2, -1, 0.25),
            column(Double.NaN, 1, -2, 3, 0.5),
            Matrix.row(2)));
    given(
        "a NaN in a gets as far as the rounds carry it",
        "a_2 holds a NaN. In round 1 a and b of step 2 become NaN, and a of step 3.",
        Fixture.given(
            ScanInRounds.class,
            column(0.5, Double.NaN, 2, -1, 0.25),
            column(1, -1, -2, 3, 0.5),
            Matrix.row(2)));
  }

  /** Another b_1 is seen by two steps after round 1, by four after round 2, … */
  private void doubles(ScanInRounds scan) {
    Fixture inputs = fixture().sized("T", 7);
    Matrix other = inputs.matrix("b").copy();
    other.set(0, 0, other.get(0, 0) + 1);
    Rounds one = inputs.on(scan);
    Rounds two = inputs.with("b", other).on(scan);
    for (Rounds rounds : List.of(one, two)) {
      Expect.that(
          rounds.bAfter() != null && rounds.bAfter().length == 3,
          "Seven steps take three rounds, with r = 1, 2 and 4: bAfter should hold 3 matrices, also"
              + " in a second call.");
    }
    for (int k = 0; k < 3; k++) {
      int reached = 2 << k;
      for (int t = 0; t < 7; t++) {
        boolean differs = one.bAfter()[k].get(t, 0) != two.bAfter()[k].get(t, 0);
        Expect.that(
            t < reached || !differs,
            ("Here b_1 is changed. After round %d that shows in b of step %d, and should not:"
                    + " its pair stands for the last %d steps only.")
                .formatted(k + 1, t + 1, reached));
        Expect.that(
            t >= reached || differs,
            ("Here b_1 is changed. After round %d that does not show in b of step %d, and"
                    + " should: its pair stands for the last %d steps, or for all that there"
                    + " are.")
                .formatted(k + 1, t + 1, reached));
      }
    }
  }

  private void fifty(ScanInRounds scan) {
    Fixture inputs = fixture().sized("T", 50);
    Rounds rounds = inputs.on(scan);
    Expect.that(
        rounds.aAfter() != null && rounds.aAfter().length == 6,
        "Fifty steps take six rounds, with r = 1, 2, 4, 8, 16 and 32: aAfter should hold 6"
            + " matrices.");
    Matrix a = inputs.matrix("a");
    Matrix b = inputs.matrix("b");
    Matrix loop = b.copy();
    for (int t = 0; t < 50; t++) {
      for (int j = 0; j < a.cols(); j++) {
        double before = t == 0 ? inputs.matrix("h0").get(0, j) : loop.get(t - 1, j);
        loop.set(t, j, a.get(t, j) * before + b.get(t, j));
      }
    }
    Expect.close("h", loop, rounds.h(), "Expected is what a loop over the steps gives.");
  }

  private static Matrix column(double... values) {
    return Matrix.row(values).transpose();
  }
}
