package e17_power_iteration;

import unrolled.matrix.Matrix;

/** Both as the equations have them; the powers are kept at length 1, their growth as logarithms. */
public final class MyPowerIteration implements PowerIteration {
  @Override
  public Both of(Matrix W, Matrix start, int rounds) {
    Matrix v = unit(start);
    Matrix power = W;
    double singular = 0;
    double logs = 0;
    for (int k = 1; k <= rounds; k++) {
      Matrix u = v.matmul(W);
      singular = u.norm();
      v = unit(u.matmul(W.transpose()));
      logs += Math.log(power.norm());
      power = unit(power).matmul(W);
    }
    return new Both(Math.exp(logs / rounds), singular);
  }

  private static Matrix unit(Matrix m) {
    double norm = m.norm();
    return norm == 0 ? m : m.scale(1 / norm);
  }
}
