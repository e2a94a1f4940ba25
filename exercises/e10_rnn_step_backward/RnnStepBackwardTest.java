package e10_rnn_step_backward;

import e10_rnn_step_backward.RnnStepBackward.Gradients;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e10")
class RnnStepBackwardTest extends Ladder<RnnStepBackward> {
  RnnStepBackwardTest() {
    super(RnnStepBackward.class, "the gradients");
  }

  @Override
  protected void rungs() {
    double h = Math.tanh(0.5);
    double dz = 1 - h * h;
    shapes("each gradient has the shape of what it belongs to");
    byHand(
        "By hand: dz = 1 − tanh²(0.5) = 0.786448.",
        new Gradients(
            Matrix.row(0.5 * dz, -0.1 * dz),
            Matrix.row(0.8 * dz),
            Matrix.row(dz, 2 * dz).transpose(),
            Matrix.row(0.5 * dz),
            Matrix.row(dz)),
        Matrix.row(1),
        Matrix.row(1, 2),
        Matrix.row(0.5),
        Matrix.row(0.5, -0.1).transpose(),
        Matrix.row(0.8),
        Matrix.row(-0.2));
    part(
        "db",
        "db is that of PyTorch",
        "all terms",
        "b was added to every row, so db must be the sum of the rows of dz.");
    part(
        "dWx",
        "dWx is that of PyTorch",
        "all terms",
        "It must be dWx = xᵀ·dz, with dz = dh ⊙ (1 − h²).");
    part(
        "dWh",
        "dWh is that of PyTorch",
        "all terms",
        "It must be dWh = hPrevᵀ·dz, with dz = dh ⊙ (1 − h²): Wh was multiplied by hPrev, not by"
            + " h.");
    part(
        "dx",
        "dx is that of PyTorch",
        "all terms",
        "It must be dx = dz·Wxᵀ, with dz = dh ⊙ (1 − h²).");
    part(
        "dhPrev",
        "dhPrev is that of PyTorch",
        "all terms",
        "It must be dhPrev = dz·Whᵀ, with dz = dh ⊙ (1 − h²).");
    finiteDifferences(
        "L = Σ dh ⊙ h",
        inputs -> Arrays.stream(inputs.matrix("h").hadamard(inputs.matrix("dh")).data()).sum(),
        "dx",
        "x",
        "dhPrev",
        "hPrev",
        "dWx",
        "Wx",
        "dWh",
        "Wh",
        "db",
        "b");
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    rung("twice the gradient in gives twice the gradients out", this::isLinear);
    large(
        "a large dh gives large gradients",
        "Every gradient is dh times something that does not depend on dh, and nothing is cut off.",
        "dh");
    large(
        "a saturated unit passes nothing back, and everything stays finite",
        "Every |h| is 1 here, so dz = dh ⊙ (1 − h²) must be 0, and all five gradients, too.",
        "x",
        "Wx");
    nan(
        "a NaN is not hidden",
        "dh",
        "A NaN in row 0 of dh must make row 0 of dx NaN, and no other; of db its own unit's"
            + " entry.");
    nan(
        "a NaN in h is not hidden",
        "b",
        "The NaN in b makes unit 0 of h NaN, for every example. So dz must be NaN there,"
            + " also where dh is 0.");
  }

  private void isLinear(RnnStepBackward step) {
    Fixture inputs = fixture();
    Gradients once = inputs.on(step);
    Expect.that(once != null, "backward returns null.");
    Expect.that(
        Arrays.stream(once.db().data()).anyMatch(v -> v != 0), "all of db is 0, which it is not.");
    Expect.close(
        "the gradients",
        new Gradients(
            once.dx().scale(2),
            once.dhPrev().scale(2),
            once.dWx().scale(2),
            once.dWh().scale(2),
            once.db().scale(2)),
        inputs.scaled(2, "dh").on(step),
        "Every gradient is dh times something that does not depend on dh.");
  }
}
