package e12_judge_gradient;

import e12_judge_gradient.JudgeGradient.Verdict;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Fixture;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e12")
class JudgeGradientTest extends Ladder<JudgeGradient> {
  JudgeGradientTest() {
    super(JudgeGradient.class, "the verdict");
  }

  @Override
  protected void rungs() {
    shapes("there is an error and a verdict for each matrix");
    byHand(
        "By hand: the first matrix has the errors 0.2 and 0.5, the second 0 and 0.1.",
        new Verdict(new double[] {0.5, 0.1}, new int[] {1, 0}),
        matrices(Matrix.row(10, -1), Matrix.row(0, 2)),
        matrices(Matrix.row(8, -2), Matrix.row(0, 1.8)),
        0.25);
    reference(
        "a gradient that is right is called right, and one that is wrong is called wrong",
        "right and wrong",
        "The backward pass has lost the sign of one matrix here.");
    reference(
        "the size of a gradient does not matter",
        "small numbers",
        "The error is relative: divide by the larger of |a| and |n|.");
    given(
        "two zeros agree",
        "Divide by 1e-6 at least: 0 / 0 is NaN.",
        one(Matrix.row(0, 0, 3), Matrix.row(0, 0, 3), 0.01));
    given(
        "what is nearly zero in both is not blown up",
        "Divide by 1e-6 at least: 1e-9 and 2e-9 are both nearly zero.",
        one(Matrix.row(1e-9, 5), Matrix.row(2e-9, 5), 0.01));
    given(
        "an error that is equal to the tolerance is right",
        "Only an error above the tolerance is wrong.",
        one(Matrix.row(1), Matrix.row(2), 0.5),
        one(Matrix.row(2), Matrix.row(1), 0.5));
    given(
        "errors below the tolerance are right",
        "Both errors are 0.1 here, and the tolerance is 0.25.",
        Fixture.given(
            JudgeGradient.class,
            matrices(Matrix.row(10, -1), Matrix.row(0, 2)),
            matrices(Matrix.row(9, -1), Matrix.row(0, 1.8)),
            0.25));
    given(
        "an infinity is wrong, also in both",
        "∞ − ∞ is NaN: if a or n is not a finite number, the error must be infinite.",
        one(Matrix.row(Double.POSITIVE_INFINITY, 1), Matrix.row(Double.POSITIVE_INFINITY, 1), 0.5));
    given(
        "an infinity beside a finite number is wrong",
        "If a or n is not a finite number, the error of the whole matrix must be infinite, wherever"
            + " that number stands. ∞ / ∞ is NaN.",
        one(Matrix.row(Double.POSITIVE_INFINITY, 1), Matrix.row(2, 1), 0.5),
        one(Matrix.row(2, 1), Matrix.row(Double.NEGATIVE_INFINITY, 1), 0.5),
        one(inTheMiddle(3), inTheMiddle(Double.POSITIVE_INFINITY), 0.5));
    given(
        "a matrix that is wrong does not make another one wrong",
        "The first matrix has the error 0.5 here, and the second 0.1. The tolerance is 0.25.",
        Fixture.given(
            JudgeGradient.class,
            matrices(Matrix.row(10, 1), Matrix.row(1, 2)),
            matrices(Matrix.row(8, 2), Matrix.row(1, 1.8)),
            0.25));
    sizes();
    zeros();
    random("The largest error of the entries of each matrix, by itself.");
    leavesInputsAlone();
    secondCall();
    nan(
        "a NaN in the backward pass is wrong",
        "analytic",
        "A NaN is not above anything: the error must be infinite then.");
    nan(
        "a NaN in the finite differences is wrong",
        "numeric",
        "A NaN is not above anything: the error must be infinite then.");
  }

  private static Matrix inTheMiddle(double number) {
    return Matrix.of(new double[][] {{1, 2, 3}, {4, number, 5}, {6, 7, 8}});
  }

  private static Fixture one(Matrix analytic, Matrix numeric, double tolerance) {
    return Fixture.given(JudgeGradient.class, matrices(analytic), matrices(numeric), tolerance);
  }

  private static Matrix[] matrices(Matrix... all) {
    return all;
  }
}
