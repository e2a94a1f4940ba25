package e14_adam_step;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class AdamStepVariants {
  private AdamStepVariants() {}

  /** One entry at a time. */
  static final class PlainLoop implements AdamStep {
    @Override
    public Step step(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
      Step next = new Step(w.copy(), m.copy(), v.copy());
      double firstBias = 1 - Math.pow(0.9, t);
      double secondBias = 1 - Math.pow(0.999, t);
      for (int k = 0; k < w.data().length; k++) {
        double g = dw.data()[k];
        next.m().data()[k] += (1 - 0.9) * (g - m.data()[k]);
        next.v().data()[k] = (1 - 0.999) * g * g + 0.999 * v.data()[k];
        double size = Math.sqrt(next.v().data()[k]) / Math.sqrt(secondBias) + 1e-8;
        next.w().data()[k] -= rate / firstBias * next.m().data()[k] / size;
      }
      return next;
    }
  }

  /** The corrections as powers that are multiplied up. */
  static final class Powers implements AdamStep {
    @Override
    public Step step(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
      double first = 1;
      double second = 1;
      for (int k = 0; k < t; k++) {
        first *= 0.9;
        second *= 0.999;
      }
      double root = Math.sqrt(1 - second);
      double step = rate * root / (1 - first);
      Matrix newM = dw.minus(m).scale(0.1).plus(m);
      Matrix newV = dw.hadamard(dw).minus(v).scale(0.001).plus(v);
      Matrix divisor = newV.map(s -> 1 / (Math.sqrt(s) + 1e-8 * root));
      return new Step(w.minus(newM.hadamard(divisor).scale(step)), newM, newV);
    }
  }
}
