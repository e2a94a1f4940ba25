package e12_judge_gradient;

import unrolled.matrix.Matrix;

/** Your judge. The statement is in README.md, beside this file. */
public final class MyJudgeGradient implements JudgeGradient {
  @Override
  public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
    // TODO: for each matrix the largest |a − n| / max(|a|, |n|, 1e-6) of its entries, and 1 if
    //       that is above the tolerance. Delete the next line, and return new Verdict(error, wrong).
    throw new UnsupportedOperationException("e12: not written yet");
  }
}
