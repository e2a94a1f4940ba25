package e12_judge_gradient;

import unrolled.matrix.Matrix;

/** The largest relative error of each matrix, and whether it is too large. */
public final class MyJudgeGradient implements JudgeGradient {
  private static final double FLOOR = 1e-6;

  @Override
  public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
    double[] error = new double[analytic.length];
    int[] wrong = new int[analytic.length];
    for (int k = 0; k < analytic.length; k++) {
      double[] a = analytic[k].data();
      double[] n = numeric[k].data();
      for (int at = 0; at < a.length; at++) {
        error[k] = Math.max(error[k], error(a[at], n[at]));
      }
      wrong[k] = error[k] > tolerance ? 1 : 0;
    }
    return new Verdict(error, wrong);
  }

  private static double error(double a, double n) {
    return Double.isFinite(a) && Double.isFinite(n)
        ? Math.abs(a - n) / Math.max(Math.max(Math.abs(a), Math.abs(n)), FLOOR)
        : Double.POSITIVE_INFINITY;
  }
}
