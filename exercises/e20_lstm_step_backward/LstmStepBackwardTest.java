package e20_lstm_step_backward;

import e20_lstm_step_backward.LstmStepBackward.Gradients;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e20")
class LstmStepBackwardTest extends Ladder<LstmStepBackward> {
  LstmStepBackwardTest() {
    super(LstmStepBackward.class, "the gradients");
  }

  @Override
  protected void rungs() {
    double ln3 = Math.log(3);
    shapes("each gradient has the shape of what it belongs to");
    byHand(
        "By hand: dcell = 0.5 + 1 · 0.25 · (1 − tanh²(1)) = 0.604994.",
        byHand(),
        Matrix.row(1),
        Matrix.row(0.5),
        Matrix.row(1),
        Matrix.row(0.5),
        Matrix.row(1),
        Matrix.row(0, ln3, ln3 / 2, -ln3),
        Matrix.row(0.1, 0.2, 0.3, 0.4),
        Matrix.row(-0.05, -0.1, -0.15, -0.2));
    reference(
        "what comes to the cell from the next step goes back",
        "dc alone",
        "dh is zero here, so dcell = dc and do = 0: nothing reaches the output gate.");
    reference(
        "what comes to h goes back through the output gate and tanh",
        "dh alone",
        "dc is zero here, so dcell = dh ⊙ o ⊙ (1 − tanh²(c)).");
    reference(
        "an open forget gate hands dc on as it is",
        "carried",
        "f is 1 here, and i and o are 0: dcPrev = dc, and all else is 0.");
    eachGate();
    part("dcPrev", "dcPrev is that of PyTorch", "all terms", "dcPrev = dcell ⊙ f.");
    part("db", "db is that of PyTorch", "all terms", "db is the sum of the rows of dz.");
    part("dWx", "dWx is that of PyTorch", "all terms", "dWx = xᵀ·dz.");
    part(
        "dWh",
        "dWh is that of PyTorch",
        "all terms",
        "dWh = hPrevᵀ·dz: Wh was multiplied by hPrev, not by h.");
    part(
        "dx", "dx is that of PyTorch", "all terms", "dx = dz·Wxᵀ: all four blocks in one product.");
    part(
        "dhPrev",
        "dhPrev is that of PyTorch",
        "all terms",
        "dhPrev = dz·Whᵀ: all four blocks in one product.");
    finiteDifferences(
        "L = Σ dh ⊙ h + Σ dc ⊙ c",
        LstmStepBackwardTest::loss,
        "dx",
        "x",
        "dhPrev",
        "hPrev",
        "dcPrev",
        "cPrev",
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
        "large dh and dc give large gradients",
        "Every gradient is proportional to dh and dc together, and nothing is cut off.",
        "dh",
        "dc");
    large(
        "saturated gates pass nothing back, and everything stays finite",
        "Every gate is 0 or 1 here and every |g| is 1, so dz is 0: what comes back takes the way of"
            + " the cell alone.",
        "x",
        "Wx");
    large(
        "a large cell state lets nothing through tanh, and everything stays finite",
        "tanh(c) is 1 or −1 where c is large, and its slope is 0, so dcell is dc there."
            + " Math.tanh does that; (e²ᶜ − 1) / (e²ᶜ + 1) is ∞/∞ = NaN.",
        "cPrev");
    nan(
        "a NaN is not hidden",
        "dc",
        "A NaN in row 0 of dc makes row 0 of dx and dhPrev NaN, and no other row.");
  }

  /**
   * In each, what multiplies the other blocks of dz is 0, whatever their slopes are taken for; but
   * that of i is multiplied by g and that of g by i, so there the other one only has no slope.
   */
  private void eachGate() {
    alone(
        "the block of i",
        "the first block of dz is that of the input gate",
        "i alone",
        "dh and cPrev are 0 here, and g is −1 or 1 and has no slope: only the first block of dz is"
            + " not 0. It is dc ⊙ g ⊙ i(1 − i).");
    alone(
        "the block of f",
        "the second block of dz is that of the forget gate",
        "f alone",
        "dh and i are 0 here, and g is −1 or 1 and has no slope: only the second block of dz is not"
            + " 0. It is dc ⊙ cPrev ⊙ f(1 − f).");
    alone(
        "the block of g",
        "the third block of dz is that of the candidate",
        "g alone",
        "dh and cPrev are 0 here, and i is 1 or 0 and has no slope: only the third block of dz is"
            + " not 0. It is dc ⊙ i ⊙ (1 − g²).");
    alone(
        "the block of o",
        "the fourth block of dz is that of the output gate",
        "o alone",
        "dc is 0 here, and c is 25 or −25, where tanh is flat, so dcell is 0: only the fourth block"
            + " of dz is not 0. It is dh ⊙ tanh(c) ⊙ o(1 − o).");
  }

  private static Gradients byHand() {
    double tanh = Math.tanh(1);
    double dcell = 0.5 + 0.25 * (1 - tanh * tanh);
    double[] dz = {dcell * 0.5 * 0.25, dcell * 0.75 * 0.25, dcell * 0.5 * 0.75, tanh * 0.25 * 0.75};
    double ln3 = Math.log(3);
    Matrix row = Matrix.row(dz);
    return new Gradients(
        Matrix.row(ln3 * dz[1] + ln3 / 2 * dz[2] - ln3 * dz[3]),
        Matrix.row(0.1 * dz[0] + 0.2 * dz[1] + 0.3 * dz[2] + 0.4 * dz[3]),
        Matrix.row(dcell * 0.75),
        row,
        row.scale(0.5),
        row);
  }

  private static double loss(Fixture inputs) {
    Matrix c = inputs.matrix("c");
    int H = c.cols();
    Matrix o = inputs.matrix("gates").columns(3 * H, 4 * H);
    return sum(o.hadamard(c.map(Math::tanh)).hadamard(inputs.matrix("dh")))
        + sum(c.hadamard(inputs.matrix("dc")));
  }

  private static double sum(Matrix m) {
    return Arrays.stream(m.data()).sum();
  }
}
