package e11_rnn_backward;

import e11_rnn_backward.RnnBackward.Gradients;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e11")
class RnnBackwardTest extends Ladder<RnnBackward> {
  RnnBackwardTest() {
    super(RnnBackward.class, "the gradients");
  }

  @Override
  protected void rungs() {
    shapes("each gradient has the shape of what it belongs to");
    byHand(
        "By hand: dz₂ = 0.999010, ds₁ = 1 + 0.5 · dz₂ = 1.499505, dz₁ = 1.067014.",
        byHand(),
        new Matrix[] {Matrix.row(1), Matrix.row(1)},
        new Matrix[] {Matrix.row(0.5), Matrix.row(-0.3)},
        Matrix.row(0.2),
        Matrix.row(1),
        Matrix.row(0.5),
        Matrix.row(0));
    reference(
        "one step is the step of e10",
        "one step",
        "There is one step here, so nothing comes from a later one, and the state before it is"
            + " h0.");
    reference(
        "a loss that looks at the first state alone stops there",
        "first step alone",
        "The loss looks only at the first state here: all later ds must be 0, and ds_1 must be"
            + " dh_1.");
    reference(
        "a loss that looks at the last state alone reaches the first step",
        "last step alone",
        "The loss looks only at the last state here: each earlier ds must be what the step after"
            + " it passes back, dz·Whᵀ.");
    part(
        "dxs",
        "dxs are those of PyTorch",
        "all steps",
        "It must be dx_t = dz_t·Wxᵀ, at every step.");
    part(
        "dWx",
        "dWx is that of PyTorch",
        "all steps",
        "dWx must be the sum of x_tᵀ·dz_t over all steps.");
    part(
        "dWh",
        "dWh is that of PyTorch",
        "all steps",
        "dWh must be the sum of h_(t−1)ᵀ·dz_t over all steps, with h0ᵀ·dz_1 at the first step.");
    part("db", "db is that of PyTorch", "all steps", "db must be the sum of all rows of all dz_t.");
    part(
        "dh0",
        "dh0 is that of PyTorch",
        "all steps",
        "It must be dh0 = dz_1·Whᵀ, with dz of the first step.");
    finiteDifferences(
        "L = Σ over t of Σ dh_t ⊙ h_t",
        RnnBackwardTest::loss,
        "dxs",
        "xs",
        "dh0",
        "h0",
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
    large(
        "large dhs give large gradients",
        "Every gradient is proportional to dhs, and nothing is cut off.",
        "dhs");
    nan(
        "a NaN is not hidden",
        "dhs",
        "A NaN in row 0 of dhs[0] must make row 0 of dxs[0] and of dh0 NaN, and no other row.");
  }

  private static Gradients byHand() {
    double h1 = Math.tanh(0.6);
    double h2 = Math.tanh(-0.3 + 0.5 * h1);
    double dz2 = 1 - h2 * h2;
    double dz1 = (1 + 0.5 * dz2) * (1 - h1 * h1);
    return new Gradients(
        new Matrix[] {Matrix.row(dz1), Matrix.row(dz2)},
        Matrix.row(0.5 * dz1),
        Matrix.row(0.5 * dz1 - 0.3 * dz2),
        Matrix.row(0.2 * dz1 + h1 * dz2),
        Matrix.row(dz1 + dz2));
  }

  private static double loss(Fixture inputs) {
    double loss = 0;
    Matrix[] hs = inputs.matrices("hs");
    for (int t = 0; t < hs.length; t++) {
      loss += Arrays.stream(hs[t].hadamard(inputs.matrices("dhs")[t]).data()).sum();
    }
    return loss;
  }
}
