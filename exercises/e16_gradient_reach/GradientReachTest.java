package e16_gradient_reach;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e16")
class GradientReachTest extends Ladder<GradientReach> {
  GradientReachTest() {
    super(GradientReach.class, "the reach");
  }

  @Override
  protected void rungs() {
    shapes("there is a number for each state");
    byHand(
        "By hand: dh_3 = 5, dh_2 = 5 · (1 − 0.8²) · 2 = 3.6, dh_1 = 3.6 · (1 − 0.5²) · 2 = 5.4.",
        new double[] {1, 0.72, 1.08},
        new Matrix[] {Matrix.row(0.6), Matrix.row(-0.5), Matrix.row(0.8)},
        Matrix.row(2),
        Matrix.row(5));
    reference(
        "a rotation keeps every length",
        "rotation",
        "The states are 0 here, so every slope is 1, and Wh only turns: each entry is 1.");
    alone(
        "Wh",
        "one product with Wh at each step",
        "Wh alone",
        "The states are 0 here, so every slope is 1: dh_(t−1) = dh_t·Whᵀ.");
    alone(
        "the slope 1 − h²",
        "each state has slopes of its own",
        "slopes alone",
        "Wh only turns here, and there is one step: dh_1 = (dh_2 ⊙ (1 − h_2²))·Whᵀ.");
    reference(
        "a triangular matrix lets it grow, and then nothing is left",
        "triangular",
        "Wh has zeros on and below its diagonal, so after as many steps as there are units dh is"
            + " 0.");
    given(
        "where all units are saturated it ends",
        "The states after step 2 are all 1 or −1 here, where tanh is flat: what comes before them"
            + " gets 0.",
        saturated());
    reference(
        "every step has slopes of its own: the values of PyTorch",
        "all terms",
        "dh_(t−1) = (dh_t ⊙ (1 − h_t²))·Whᵀ, then the norm of it over that of dLast.");
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    given(
        "a small gradient is no gradient of 0",
        "Every entry is a ratio: how long dLast is does not matter, as long as its norm is not 0.",
        last(new double[][] {{5e-9, 2e-9}, {-3e-9, 1e-9}, {4e-9, -2e-9}}));
    given(
        "a small reach is not 0, and may grow again",
        "What is left is less than a millionth here, and grows again before it is at the first"
            + " state: every entry is a ratio, however small.",
        small());
    given(
        "a gradient with a 0 in it is no gradient of 0",
        "Only where all entries of dLast are 0 is there nothing to measure.",
        last(new double[][] {{0, 0.2}, {-0.3, 0.1}, {0.4, -0.2}}));
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "a longer gradient reaches as far as a short one",
        "Every dh is as many times longer as dLast is, so the ratios stay.",
        "dLast");
    nan("a NaN is not hidden", "dLast", "A NaN in dLast makes both norms NaN, and so every entry.");
  }

  private static Fixture last(double[][] dLast) {
    return Fixture.given(
        GradientReach.class,
        new Matrix[] {
          Matrix.of(new double[][] {{0.4, -0.6}, {0.1, 0.3}, {0.7, -0.2}}),
          Matrix.of(new double[][] {{-0.5, 0.2}, {0.6, -0.1}, {0.3, 0.8}}),
        },
        Matrix.of(new double[][] {{1.1, -0.7}, {0.6, 0.9}}),
        Matrix.of(dLast));
  }

  /** One unit loses nearly everything, the other grows from nearly nothing. */
  private static Fixture small() {
    Matrix[] hs = new Matrix[5];
    Arrays.setAll(hs, t -> new Matrix(1, 2));
    return Fixture.given(
        GradientReach.class,
        hs,
        Matrix.of(new double[][] {{1e-7, 0}, {0, 30}}),
        Matrix.row(0.8, 2e-9));
  }

  private static Fixture saturated() {
    return Fixture.given(
        GradientReach.class,
        new Matrix[] {
          Matrix.of(new double[][] {{0.3, -0.2}, {0.5, 0.1}, {-0.4, 0.6}}),
          Matrix.of(new double[][] {{1, -1}, {-1, -1}, {1, 1}}),
          Matrix.of(new double[][] {{0.2, 0.7}, {-0.6, 0.4}, {0.1, -0.3}}),
        },
        Matrix.of(new double[][] {{0.9, -1.2}, {0.8, 1.1}}),
        Matrix.of(new double[][] {{1, -0.5}, {0.3, 0.2}, {-0.7, 0.9}}));
  }
}
