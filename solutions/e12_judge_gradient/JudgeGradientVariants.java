package e12_judge_gradient;

import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class JudgeGradientVariants {
  private JudgeGradientVariants() {}

  /** With streams; a NaN shows after the division. */
  static final class Streams implements JudgeGradient {
    @Override
    public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
      double[] error =
          IntStream.range(0, analytic.length)
              .mapToDouble(k -> worst(analytic[k], numeric[k]))
              .toArray();
      int[] wrong = new int[error.length];
      for (int k = 0; k < wrong.length; k++) {
        wrong[k] = error[k] <= tolerance ? 0 : 1;
      }
      return new Verdict(error, wrong);
    }

    private static double worst(Matrix a, Matrix n) {
      return IntStream.range(0, a.data().length)
          .mapToDouble(at -> error(a.data()[at], n.data()[at]))
          .map(e -> Double.isNaN(e) ? Double.POSITIVE_INFINITY : e)
          .max()
          .orElse(0);
    }

    private static double error(double a, double n) {
      double size = Math.max(1e-6, Math.max(Math.abs(a), Math.abs(n)));
      return Double.isInfinite(size) ? Double.NaN : Math.abs(n - a) / size;
    }
  }

  /** Row by row, with get. */
  static final class Rows implements JudgeGradient {
    @Override
    public Verdict judge(Matrix[] analytic, Matrix[] numeric, double tolerance) {
      var verdict = new Verdict(new double[analytic.length], new int[analytic.length]);
      for (int k = 0; k < analytic.length; k++) {
        for (int r = 0; r < analytic[k].rows(); r++) {
          for (int c = 0; c < analytic[k].cols(); c++) {
            double a = analytic[k].get(r, c);
            double n = numeric[k].get(r, c);
            double e = Math.abs(a - n);
            double size = Math.abs(a) > Math.abs(n) ? Math.abs(a) : Math.abs(n);
            e = size < 1e-6 ? e / 1e-6 : e / size;
            if (!(e <= verdict.error()[k])) {
              verdict.error()[k] = Double.isNaN(e) ? Double.POSITIVE_INFINITY : e;
            }
          }
        }
        if (verdict.error()[k] > tolerance) {
          verdict.wrong()[k] = 1;
        }
      }
      return verdict;
    }
  }
}
