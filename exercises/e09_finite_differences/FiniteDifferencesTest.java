package e09_finite_differences;

import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e09")
class FiniteDifferencesTest extends Ladder<FiniteDifferences> {
  private static final double SMALL = 1e-5;
  private static final double NEARLY = 1e-8;

  FiniteDifferencesTest() {
    super(FiniteDifferences.class, "the gradient");
  }

  @Override
  protected void rungs() {
    shapes("the gradient has an entry for each weight");
    byHand(
        "By hand: L(0.1) − L(−0.1) = −tanh(0.1), divided by 0.2.",
        Matrix.row(-Math.tanh(0.1) / 0.2),
        Matrix.row(0),
        Matrix.row(1),
        Matrix.row(0.5),
        0.1);
    reference(
        "one weight gets the value of NumPy",
        "one weight",
        "The weight is moved up by h and down by h, and the difference of the losses is divided by"
            + " 2h.");
    reference(
        "each weight is moved by itself",
        "all weights",
        "All other weights must stay where they are while one is moved.");
    reference("a batch of one works", "batch of one", "The batch holds one example here.");
    given(
        "large weights are moved by h, too",
        "Some weights are above 1 or below −1 here: the step must be h for every weight.",
        Fixture.given(
            FiniteDifferences.class,
            Matrix.of(new double[][] {{3, -2}, {0.5, 1.5}}),
            Matrix.of(new double[][] {{0.25, -0.5}, {-0.5, 0.75}, {0.25, 0.5}}),
            Matrix.of(new double[][] {{0.5, -0.25}, {1, 0.25}, {-0.5, 0.75}}),
            0.1));
    rung("with a small h it is the derivative", this::isTheDerivative);
    rung("a tenth of h makes a hundredth of the error", this::errorIsSquare);
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "large losses give a large gradient",
        "y is large here, and so are the losses: their difference must still be divided by 2h only.",
        100,
        "y");
    nan(
        "a NaN is not hidden",
        "y",
        "A NaN in y makes every loss NaN, and so every entry of the gradient.");
  }

  private void isTheDerivative(FiniteDifferences subject) {
    Fixture inputs = fixture().with("h", SMALL);
    Expect.close(
        "the gradient",
        derivative(inputs),
        inputs.on(subject),
        NEARLY,
        "h is 1e-5 here, so the difference must agree with the derivative.");
  }

  private void errorIsSquare(FiniteDifferences subject) {
    Fixture inputs = fixture();
    double ratio = error(inputs.with("h", 0.1), subject) / error(inputs.with("h", 0.01), subject);
    Expect.that(
        ratio > 50 && ratio < 200,
        ("From h = 0.1 to h = 0.01 the error falls by a factor of %.3g, expected about 100, as"
                + " it does for (L(w + h) − L(w − h)) / 2h.")
            .formatted(ratio));
  }

  private static double error(Fixture inputs, FiniteDifferences subject) {
    Matrix measured = inputs.on(subject);
    Expect.that(measured != null, "gradient returns null.");
    Matrix exact = derivative(inputs);
    Expect.that(
        measured.rows() == exact.rows() && measured.cols() == exact.cols(),
        "the gradient is " + measured.shape() + ", expected " + exact.shape() + ".");
    return measured.minus(exact).norm();
  }

  /** xᵀ · ((p − y) ⊙ (1 − p²)) / N, with p = tanh(x·w). */
  private static Matrix derivative(Fixture inputs) {
    Matrix x = inputs.matrix("x");
    Matrix p = x.matmul(inputs.matrix("w")).map(Math::tanh);
    Matrix dz = p.minus(inputs.matrix("y")).hadamard(p.map(v -> 1 - v * v));
    return x.transpose().matmul(dz).scale(1.0 / x.rows());
  }
}
