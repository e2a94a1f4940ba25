package e13_clip_by_norm;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Expect;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e13")
class ClipByNormTest extends Ladder<ClipByNorm> {
  private static final double MANY = 100;

  ClipByNormTest() {
    super(ClipByNorm.class, "clipped");
  }

  @Override
  protected void rungs() {
    shapes("there are as many matrices as before, and of the same shapes");
    byHand(
        "By hand: the norm is √(3² + 4²) = 5, so both matrices are multiplied by 1/5.",
        new Matrix[] {Matrix.row(0.6, 0), Matrix.row(0.8)},
        new Matrix[] {Matrix.row(3, 0), Matrix.row(4)},
        1.0);
    alone(
        "a gradient above maxNorm",
        "a long gradient gets the values of PyTorch",
        "above",
        "Every matrix must be multiplied by the same maxNorm / norm.");
    rung("a long gradient comes out with the length maxNorm", this::lengthIsMaxNorm);
    rung("a long gradient keeps its direction", this::directionIsKept);
    alone(
        "a gradient below maxNorm",
        "a short gradient is left as it is",
        "below",
        "A gradient below maxNorm must keep its numbers: clipping only shortens.");
    rung("a gradient of just maxNorm is left as it is", this::justMaxNorm);
    given(
        "a gradient a little above maxNorm is shortened",
        "Clip whenever norm > maxNorm, by however little: multiply every matrix by maxNorm / norm.",
        above(1e-2),
        above(1e-4),
        above(1e-7));
    given(
        "a norm below 1 is clipped as any other",
        "The norm is 0.5 here and maxNorm 0.25, so every number must be halved.",
        Fixture.given(ClipByNorm.class, new Matrix[] {Matrix.row(0.3), Matrix.row(0, 0.4)}, 0.25));
    zeros();
    sizes();
    rung("matrices of many shapes are clipped together", this::manyShapes);
    leavesInputsAlone(
        inputs -> inputs.scaled(MANY, "gradients"), inputs -> inputs.scaled(1 / MANY, "gradients"));
    secondCall(inputs -> inputs.scaled(MANY, "gradients"));
    rung(
        "a NaN is not hidden",
        this::nanIsNotHidden,
        Fixture.given(
            ClipByNorm.class, new Matrix[] {Matrix.row(3, Double.NaN), Matrix.row(4)}, 1.0));
  }

  /** A norm of 5, and a little more. */
  private static Fixture above(double more) {
    Matrix[] gradients = {Matrix.row(3 * (1 + more)), Matrix.row(0, 4 * (1 + more))};
    return Fixture.given(ClipByNorm.class, gradients, 5.0);
  }

  private void lengthIsMaxNorm(ClipByNorm clipping) {
    Fixture inputs = fixture().scaled(MANY, "gradients").with("maxNorm", maxNorm());
    Expect.close(
        "the norm after clipping",
        inputs.value("maxNorm"),
        norm(inputs.on(clipping)),
        "It must be maxNorm now.");
  }

  private void directionIsKept(ClipByNorm clipping) {
    Fixture inputs = fixture().scaled(MANY, "gradients").with("maxNorm", maxNorm());
    Matrix[] before = inputs.matrices("gradients");
    Matrix[] clipped = inputs.on(clipping);
    double factor = norm(clipped) / norm(before);
    Expect.that(factor != 0, "Nothing is left of the gradient: clipping shortens it to maxNorm.");
    Expect.close(
        "clipped",
        Arrays.stream(before).map(m -> m.scale(factor)).toArray(Matrix[]::new),
        clipped,
        "There must be one factor for all entries of all matrices, or the direction changes.");
  }

  private void justMaxNorm(ClipByNorm clipping) {
    int scale = random().nextInt(2, 99);
    Matrix[] gradients = {Matrix.row(3 * scale), Matrix.row(0, 4 * scale)};
    Expect.close(
        "clipped",
        gradients,
        clipping.clip(gradients, 5 * scale),
        "The norm is maxNorm here, not above it, so every number must stay as it is.");
  }

  private void manyShapes(ClipByNorm clipping) {
    Fixture inputs = fixture().scaled(10, "gradients");
    Matrix[] gradients = {
      inputs.matrices("gradients")[0],
      Matrix.row(random().nextDouble(1, 9)),
      new Matrix(2, 3),
      Matrix.random(1, 5, -0.1, 0.1, random())
    };
    Fixture mixed = inputs.with("gradients", gradients);
    Expect.close(
        "clipped",
        right(mixed),
        mixed.on(clipping),
        "There must be one norm, over all matrices, and one factor.");
  }

  private void nanIsNotHidden(ClipByNorm clipping) {
    Matrix[] gradients = fixture().matrices("gradients");
    double[] data = gradients[random().nextInt(gradients.length)].data();
    data[random().nextInt(data.length)] = Double.NaN;
    Matrix[] clipped = clipping.clip(gradients, 0.5);
    Expect.that(
        Arrays.stream(clipped).anyMatch(m -> !m.isFinite()),
        "The gradient holds a NaN and the clipped one does not: training has gone wrong, and"
            + " clipping must not hide it.");
  }

  private static double maxNorm() {
    return random().nextDouble(1, 4);
  }

  private static double norm(Matrix[] all) {
    return Math.sqrt(
        Arrays.stream(all).flatMapToDouble(m -> Arrays.stream(m.data())).map(v -> v * v).sum());
  }
}
