package e24_gru_step_backward;

import e24_gru_step_backward.GruStepBackward.Gradients;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e24")
class GruStepBackwardTest extends Ladder<GruStepBackward> {
  GruStepBackwardTest() {
    super(GruStepBackward.class, "the gradients");
  }

  @Override
  protected void rungs() {
    shapes("each gradient has the shape of what it belongs to");
    byHand(
        "By hand: r = 0.5, z = 0.75, n = 0.462117 and q = 0.7; dun = 0.196612, duz = 0.288353,"
            + " dur = 0.034407 and dq = 0.098306.",
        byHand(),
        Matrix.row(1),
        Matrix.row(1),
        Matrix.row(2),
        Matrix.row(0, Math.log(3), 0.15),
        Matrix.row(0, 0, 0.25),
        Matrix.row(0, 0, 0),
        Matrix.row(0.2));
    reference(
        "an update gate of 1 hands dh on as it is",
        "z is 1",
        "z is 1 here, so h = hPrev. Then dhPrev must be dh, and all else 0.");
    alone(
        "the block of n",
        "with z = 0 and r = 1 the candidate is a simple network's step",
        "n alone",
        "z is 0 and r is 1 here, and both have no slope. Only the third block of du is not 0: dun ="
            + " dh ⊙ (1 − n²), and dq is the same. In dhPrev, dh ⊙ z is 0.");
    alone(
        "the block of z",
        "the second block is that of the update gate",
        "z alone",
        "n is 1 here, and has no slope. Only the second block of du and dv is not 0: duz = dh ⊙"
            + " (hPrev − n) ⊙ z(1 − z). dhPrev = dv·Whᵀ + dh ⊙ z.");
    alone(
        "the block of r",
        "the first block is that of the reset gate",
        "r and n",
        "z is 0 here, and has no slope, so duz is 0. dun = dh ⊙ (1 − n²), dur = dun ⊙ q ⊙ r(1 − r)"
            + " and dq = dun ⊙ r.",
        "the block of n");
    part("dbhn", "dbhn is that of PyTorch", "all terms", "dbhn is the sum of the rows of dq.");
    part("db", "db is that of PyTorch", "all terms", "db is the sum of the rows of du.");
    part("dWx", "dWx is that of PyTorch", "all terms", "dWx = xᵀ·du.");
    part(
        "dWh",
        "dWh is that of PyTorch",
        "all terms",
        "dWh = hPrevᵀ·dv, and the last block of dv is dq.");
    part("dx", "dx is that of PyTorch", "all terms", "dx = du·Wxᵀ.");
    part(
        "dhPrev",
        "dhPrev is that of PyTorch",
        "all terms",
        "dhPrev = dv·Whᵀ + dh ⊙ z, and the last block of dv is dq.");
    finiteDifferences(
        "L = Σ dh ⊙ h",
        GruStepBackwardTest::loss,
        "dx",
        "x",
        "dhPrev",
        "hPrev",
        "dWx",
        "Wx",
        "dWh",
        "Wh",
        "db",
        "b",
        "dbhn",
        "bhn");
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "a large dh gives large gradients",
        "Every gradient is proportional to dh, and nothing may be cut off.",
        "dh");
    large(
        "saturated gates pass nothing back, and everything stays finite",
        "Every gate is 0 or 1 here and every |n| is 1, so du is 0: what comes back is dh ⊙ z.",
        "x",
        "Wx");
    nan(
        "a NaN is not hidden",
        "dh",
        "A NaN in row 0 of dh makes row 0 of dx and dhPrev NaN, and no other row.");
    nan(
        "a NaN in the old state is not hidden where dh is 0",
        "hPrev",
        "A NaN in row 0 of hPrev makes row 0 of gates NaN, and 0 times NaN is NaN.");
  }

  private static Gradients byHand() {
    double n = Math.tanh(0.5);
    double dun = 0.25 * (1 - n * n);
    double duz = (2 - n) * 0.75 * 0.25;
    double dur = dun * 0.7 * 0.5 * 0.5;
    double dq = dun * 0.5;
    return new Gradients(
        Matrix.row(Math.log(3) * duz + 0.15 * dun),
        Matrix.row(0.25 * dq + 0.75),
        Matrix.row(dur, duz, dun),
        Matrix.row(2 * dur, 2 * duz, 2 * dq),
        Matrix.row(dur, duz, dun),
        Matrix.row(dq));
  }

  private static double loss(Fixture inputs) {
    Matrix hPrev = inputs.matrix("hPrev");
    int H = hPrev.cols();
    Matrix z = inputs.matrix("gates").columns(H, 2 * H);
    Matrix n = inputs.matrix("gates").columns(2 * H, 3 * H);
    Matrix h = n.plus(z.hadamard(hPrev.minus(n)));
    return Arrays.stream(h.hadamard(inputs.matrix("dh")).data()).sum();
  }
}
