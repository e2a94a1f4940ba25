package e17_power_iteration;

import e17_power_iteration.PowerIteration.Both;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e17")
class PowerIterationTest extends Ladder<PowerIteration> {
  PowerIterationTest() {
    super(PowerIteration.class, "both");
  }

  @Override
  protected void rungs() {
    byHand(
        "By hand: v = (1, 0), u = (3, 0), v = (0.6, 0.8), u = (5, 4); and W² = (9 0; 32 25).",
        new Both(Math.pow(1730, 0.25), Math.sqrt(41)),
        Matrix.of(new double[][] {{3, 0}, {4, 5}}),
        Matrix.row(2, 0),
        2);
    part(
        "singular",
        "the singular value is that of NumPy",
        "a few rounds",
        "u = v·W, the singular value is ‖u‖, and v is u·Wᵀ, brought to length 1.");
    part(
        "radius",
        "the radius is that of NumPy",
        "a few rounds",
        "The k-th root of the norm of W to the power of k.");
    reference(
        "one round is one step",
        "one round",
        "With one round, the radius is ‖W‖, and the singular value is ‖start·W‖ / ‖start‖.");
    reference(
        "a rotation turns, and stretches nothing",
        "rotation",
        "Its singular value is 1. Its eigenvalues are complex, so a single vector would go round"
            + " for ever; ‖Wᵏ‖ stays √2.");
    reference(
        "a triangular matrix stretches, and has come to nothing after as many steps as there are units",
        "triangular",
        "Wᵏ is 0 here, so the radius is 0, and the singular value is not.");
    reference(
        "after many rounds it has arrived",
        "many rounds",
        "The singular value is the largest of W here, to all digits.");
    given(
        "large weights do not overflow, nor small ones vanish",
        "Bring v and the power of W to length 1 in each round, and add up the logarithms of what"
            + " the power was divided by.",
        many(1e4),
        many(1e-4));
    given(
        "a small norm is not 0",
        "Only what has a norm of exactly 0 stays as it is. Everything else is divided by its norm,"
            + " however small that is.",
        many(1e-8),
        Fixture.given(
            PowerIteration.class,
            Matrix.of(new double[][] {{0, 1e6}, {1e-20, 0}}),
            Matrix.row(0.5, 0.7),
            3),
        Fixture.given(
            PowerIteration.class,
            Matrix.of(new double[][] {{3, 0}, {4, 5}}),
            Matrix.row(2e-20, 1e-20),
            1));
    random("Both, as the statement has them.");
    zeros();
    sizes();
    leavesInputsAlone();
    secondCall();
    nan("a NaN is not hidden", "W", "A NaN in W makes both NaN.");
  }

  private static Fixture many(double size) {
    Matrix W = Matrix.of(new double[][] {{0.9, -0.4, 0.3}, {0.2, 1.1, -0.7}, {-0.5, 0.6, 0.8}});
    return Fixture.given(PowerIteration.class, W.scale(size), Matrix.row(0.3, -0.9, 0.5), 120);
  }
}
