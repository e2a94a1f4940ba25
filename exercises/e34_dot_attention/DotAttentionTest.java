package e34_dot_attention;

import e34_dot_attention.DotAttention.Look;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e34")
class DotAttentionTest extends Ladder<DotAttention> {
  DotAttentionTest() {
    super(DotAttention.class, "the look");
  }

  @Override
  protected void rungs() {
    shapes("there is a weight for each row and step, and a context for each row");
    byHand(
        "By hand: the scores are ln 2, 0 and ln 3, so the weights are 2/6, 1/6 and 3/6, and the"
            + " context is 2/6·(1, 3) + 1/6·(0, 6) + 3/6·(ln 3/ln 2, 0).",
        new Look(
            Matrix.row(2 / 6.0, 1 / 6.0, 3 / 6.0),
            Matrix.row(2 / 6.0 + 0.5 * Math.log(3) / Math.log(2), 2)),
        Matrix.row(Math.log(2), 0),
        new Matrix[] {Matrix.row(1, 3), Matrix.row(0, 6), Matrix.row(Math.log(3) / Math.log(2), 0)},
        new int[] {3});
    part(
        "weights",
        "the weights, all rows full: the values of PyTorch",
        "all full",
        "Of each row: the softmax over the steps of the dot products of its query and its states.");
    part(
        "weights",
        "the weights of rows that end early: the values of PyTorch",
        "lengths",
        "The softmax goes over the lengths[n] real steps of row n; the weights behind them are 0.");
    part(
        "context",
        "the context, all rows full: the values of PyTorch",
        "all full",
        "The sum over the steps of weight times state.");
    part(
        "context",
        "the context of rows that end early: the values of PyTorch",
        "lengths",
        "The sum goes over the lengths[n] real steps of row n: the padding has no share in it.");
    reference("a batch of one works", "batch of one", "The batch holds one row here.");
    rung("each row of the weights sums to 1", this::sums);
    given(
        "a query of 0 gives the mean of the real states",
        "All scores are 0, so all real steps have the same weight.",
        Fixture.given(
            DotAttention.class,
            Matrix.of(new double[][] {{0, 0}, {0, 0}}),
            someStates(1),
            new int[] {3, 2}));
    given(
        "a large query picks one state and stays finite",
        "exp(1000) is infinite: subtract the largest score of the row before you call exp.",
        Fixture.given(
            DotAttention.class,
            Matrix.of(new double[][] {{900, -500}, {-900, 700}}),
            someStates(1),
            new int[] {3, 2}));
    given(
        "scores that are all far below 0 have a softmax, too",
        "exp(−2000) is 0, and 0/0 is a NaN. From all scores of a row subtract the largest among its"
            + " own real steps, even if that is far below 0.",
        Fixture.given(
            DotAttention.class,
            Matrix.of(new double[][] {{-1, -1}, {-1, -1}}),
            someStates(1000),
            new int[] {3, 2}));
    given(
        "the padding has no weight, however low the real scores are",
        "The scores are below −10¹². The weights of the real steps sum to 1, those of the padding"
            + " are 0.",
        Fixture.given(
            DotAttention.class,
            Matrix.of(new double[][] {{-1e6, -1e6, 0.5}, {-1e6, -1e6, -1}}),
            new Matrix[] {
              Matrix.of(new double[][] {{1e6, 2e6, 0.3}, {3e6, 1e6, -2}}),
              Matrix.of(new double[][] {{2e6, 1.5e6, 4}, {2e6, 4e6, 1}}),
              Matrix.of(new double[][] {{3e6, 2.5e6, -5}, {7e6, -9e6, 2}})
            },
            new int[] {2, 1}));
    given(
        "a small weight is a weight, too",
        "The scores are 0, −4, −8 and −12. Each real step has its weight, however small it is.",
        Fixture.given(
            DotAttention.class,
            Matrix.row(4, 0),
            new Matrix[] {
              Matrix.row(0, 1), Matrix.row(-1, 50), Matrix.row(-2, -2000), Matrix.row(-3, 30)
            },
            new int[] {4}));
    given(
        "a state that is all 0 has a weight, too",
        "Step 2 is real, and its state is 0: its score is 0, and e⁰ is 1.",
        Fixture.given(
            DotAttention.class,
            Matrix.row(0.5, -1),
            new Matrix[] {Matrix.row(1, 2), Matrix.row(0, 0), Matrix.row(-2, 0.5)},
            new int[] {3}));
    given(
        "what stands in the padding does not matter, not even a NaN",
        "A NaN stands in the padding of row 1, which takes no part. A NaN times 0 is a NaN.",
        withNan());
    sizes();
    leavesInputsAlone();
    secondCall();
    nan(
        "a NaN in a query stays in its row",
        "query",
        "A NaN in the query of row 0 makes the weights and the context of row 0 NaN, of no other.");
    nan(
        "a NaN in a real state stays in its row",
        "states",
        "A NaN in the first state of row 0 makes the weights of its real steps and its context"
            + " NaN.");
    given(
        "a NaN comes out of a row of one step",
        "The query of row 0 holds a NaN, so its score is NaN, and so are its weight and its"
            + " context.",
        Fixture.given(
            DotAttention.class,
            Matrix.of(new double[][] {{Double.NaN, 1}, {0.5, 1}}),
            someStates(1),
            new int[] {1, 2}));
  }

  private static Matrix[] someStates(double factor) {
    return new Matrix[] {
      Matrix.of(new double[][] {{1, 2}, {3, 1}}).scale(factor),
      Matrix.of(new double[][] {{2, 1.5}, {2, 4}}).scale(factor),
      Matrix.of(new double[][] {{3, 2.5}, {7, -9}}).scale(factor)
    };
  }

  private static Fixture withNan() {
    Matrix[] states = someStates(1);
    states[2].set(1, 0, Double.NaN);
    return Fixture.given(
        DotAttention.class,
        Matrix.of(new double[][] {{0.5, -0.25}, {-1, 0.75}}),
        states,
        new int[] {3, 2});
  }

  private void sums(DotAttention attention) {
    Matrix weights = ((Look) fixture().on(attention)).weights();
    Matrix sums = new Matrix(weights.rows(), 1);
    for (int n = 0; n < weights.rows(); n++) {
      for (int t = 0; t < weights.cols(); t++) {
        sums.set(n, 0, sums.get(n, 0) + weights.get(n, t));
      }
    }
    Expect.close(
        "the sums of the rows",
        sums.map(v -> 1),
        sums,
        "Divide by the sum of exp over the real steps of the same row.");
  }
}
