package e16_gradient_reach;

import unrolled.matrix.Matrix;

/** The gradient carried back, and its length noted at each state. */
public final class MyGradientReach implements GradientReach {
  @Override
  public double[] reach(Matrix[] hs, Matrix Wh, Matrix dLast) {
    int T = hs.length;
    double[] reach = new double[T];
    double first = dLast.norm();
    Matrix dh = dLast;
    for (int k = 0; k < T; k++) {
      reach[k] = first == 0 ? 0 : dh.norm() / first;
      dh = dh.hadamard(hs[T - 1 - k].map(h -> 1 - h * h)).matmul(Wh.transpose());
    }
    return reach;
  }
}
