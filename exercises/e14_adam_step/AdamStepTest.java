package e14_adam_step;

import e14_adam_step.AdamStep.Step;
import org.junit.jupiter.api.Tag;
import unrolled.exercise.Ladder;
import unrolled.matrix.Matrix;

@Tag("e14")
class AdamStepTest extends Ladder<AdamStep> {
  AdamStepTest() {
    super(AdamStep.class, "the step");
  }

  @Override
  protected void rungs() {
    shapes("w, m and v keep their shape");
    byHand(
        "By hand: m = 0.2, v = 0.004, so both means are corrected to 2 and 4, and w moves by 0.1.",
        new Step(Matrix.row(1 - 0.1 * 2 / (2 + 1e-8)), Matrix.row(0.1 * 2), Matrix.row(0.001 * 4)),
        Matrix.row(1),
        Matrix.row(2),
        Matrix.row(0),
        Matrix.row(0),
        1,
        0.1);
    part("m", "m is that of PyTorch", "a later step", "The new m must be 0.9 · m + 0.1 · dw.");
    part("v", "v is that of PyTorch", "a later step", "The new v must be 0.999 · v + 0.001 · dw².");
    part(
        "w",
        "w is that of PyTorch",
        "a later step",
        "w must be moved with the new m and the new v, both corrected with t.");
    reference(
        "the first step is that of PyTorch",
        "the first step",
        "At t = 1 the corrections are 0.1 and 0.001.");
    reference(
        "a late step is that of PyTorch",
        "a late step",
        "The corrections go to 1 as t grows: use the t that you are given.");
    sizes();
    zeros();
    leavesInputsAlone();
    secondCall();
    large(
        "a gradient that explodes makes a step of ordinary length",
        "m and the root of v grow by the same factor, so their ratio does not.",
        "dw");
    nan("a NaN is not hidden", "dw", "A NaN in dw must make this entry of w, m and v NaN.");
  }
}
