package e33_saliency;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e33")
class SaliencyTest extends Ladder<Saliency> {
  private static final double STEP = 1e-5;
  private static final double NUMERIC = 1e-7;

  SaliencyTest() {
    super(Saliency.class, "the saliency");
  }

  @Override
  protected void rungs() {
    double h1 = Math.tanh(0.5);
    double h2 = Math.tanh(-0.3 + 0.5 * h1);
    double dz2 = 1 - h2 * h2;
    double dz1 = 0.5 * dz2 * (1 - h1 * h1);
    Fixture some = Fixture.of(Saliency.class, 33);
    shapes("the saliency has a row for each example and a column for each step");
    byHand(
        "By hand: dh₂ = 0.5 · 3 − 0.5 · 1 = 1, dz₂ = 0.995262, dz₁ = 0.391361, and Wx has the norm"
            + " 5.",
        Matrix.row(5 * dz1, 5 * dz2),
        new Matrix[] {Matrix.row(0.5, -0.25), Matrix.row(-0.1, 0)},
        Matrix.of(new double[][] {{3}, {4}}),
        Matrix.row(0.5),
        Matrix.row(0),
        Matrix.row(3, 1),
        new int[] {0});
    reference(
        "one step: the values of PyTorch",
        "one step",
        "There is one step here: dx = ((d·Vᵀ) ⊙ (1 − h²))·Wxᵀ, and the norm of each row.");
    reference(
        "with Wh = 0 only the last step counts",
        "no recurrence",
        "Nothing goes from step to step here, so the saliency of all steps but the last is 0.");
    reference(
        "two classes: the values of PyTorch",
        "two classes",
        "With two classes d is 0.5 at the answer and −0.5 at the other.");
    reference(
        "many classes and steps: the values of PyTorch",
        "all terms",
        "From d to dh, from the last step to the first, and at each the norm of every row of dx.");
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    given(
        "weights that raise all logits alike change nothing",
        "The same vector is added to all columns of V here, which moves all logits by the same"
            + " number: d sums to 0 over the classes, so nothing changes.",
        some,
        raised(some));
    given(
        "V with the opposite sign gives the same lengths",
        "−V stands in place of V here: every gradient changes its sign, and a length has none.",
        some,
        some.scaled(-1, "V"));
    given(
        "where all units are saturated there is no gradient",
        "The states are 1 or −1 here, where tanh is flat: the saliency is 0, however much the"
            + " answer hangs on the input.",
        some.scaled(1e4, "Wx", "b"));
    given(
        "small weights of the head give a small saliency",
        "V is small here, and so is the saliency: it is proportional to V, and not 0.",
        some.scaled(1e-6, "V"));
    rung("the saliency agrees with finite differences", this::agrees);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large weights of the head give a large saliency",
        "Every gradient is proportional to V, and nothing is cut off.",
        "V");
    nan(
        "a NaN stays in its row",
        "xs",
        "A NaN in row 0 of x_1 makes the whole row 0 of the saliency NaN, and no other row.");
  }

  private static Fixture raised(Fixture inputs) {
    Matrix V = inputs.matrix("V").copy();
    for (int j = 0; j < V.rows(); j++) {
      for (int c = 0; c < V.cols(); c++) {
        V.set(j, c, V.get(j, c) + 3 - j);
      }
    }
    return inputs.with("V", V);
  }

  private void agrees(Saliency answer) {
    Fixture inputs = fixture();
    Matrix actual = inputs.on(answer);
    Matrix[] xs = inputs.matrices("xs");
    Matrix expected = new Matrix(xs[0].rows(), xs.length);
    for (int t = 0; t < xs.length; t++) {
      for (int n = 0; n < expected.rows(); n++) {
        double square = 0;
        for (int k = 0; k < xs[t].cols(); k++) {
          double slope =
              (margin(moved(inputs, t, n, k, STEP), n) - margin(moved(inputs, t, n, k, -STEP), n))
                  / (2 * STEP);
          square += slope * slope;
        }
        expected.set(n, t, Math.sqrt(square));
      }
    }
    Expect.close(
        "the saliency",
        expected,
        actual,
        NUMERIC,
        "Expected is the norm of (m(x + 1e-5) − m(x − 1e-5)) / 2e-5 over the D numbers of an input,"
            + " with m = z_answer − mean z.");
  }

  private static Fixture moved(Fixture inputs, int t, int n, int k, double by) {
    Matrix[] xs = inputs.matrices("xs").clone();
    xs[t] = xs[t].copy();
    xs[t].set(n, k, xs[t].get(n, k) + by);
    return inputs.with("xs", xs);
  }

  private static double margin(Fixture inputs, int n) {
    Matrix h = new Matrix(inputs.size("N"), inputs.size("H"));
    for (Matrix x : inputs.matrices("xs")) {
      h =
          x.matmul(inputs.matrix("Wx"))
              .plus(h.matmul(inputs.matrix("Wh")))
              .plusRow(inputs.matrix("b"))
              .map(Math::tanh);
    }
    Matrix z = h.matmul(inputs.matrix("V"));
    int[] answers = inputs.value("answers");
    double mean = 0;
    for (int c = 0; c < z.cols(); c++) {
      mean += z.get(n, c) / z.cols();
    }
    return z.get(n, answers[n]) - mean;
  }
}
