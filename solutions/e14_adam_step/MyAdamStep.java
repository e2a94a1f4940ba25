package e14_adam_step;

import unrolled.matrix.Matrix;

/** The step as the equations have it. */
public final class MyAdamStep implements AdamStep {
  @Override
  public Step step(Matrix w, Matrix dw, Matrix m, Matrix v, int t, double rate) {
    Matrix newM = m.scale(0.9).plus(dw.scale(0.1));
    Matrix newV = v.scale(0.999).plus(dw.hadamard(dw).scale(0.001));
    Matrix mean = newM.scale(1 / (1 - Math.pow(0.9, t)));
    Matrix size = newV.scale(1 / (1 - Math.pow(0.999, t))).map(Math::sqrt);
    Matrix move = mean.hadamard(size.map(s -> 1 / (s + 1e-8)));
    return new Step(w.minus(move.scale(rate)), newM, newV);
  }
}
