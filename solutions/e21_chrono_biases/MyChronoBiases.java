package e21_chrono_biases;

import unrolled.matrix.Matrix;

/** The biases as the equation has them. */
public final class MyChronoBiases implements ChronoBiases {
  @Override
  public Matrix biases(Matrix u, double longest) {
    Matrix f = u.map(v -> Math.log(1 + v * (longest - 2)));
    return Matrix.beside(f.scale(-1), f, new Matrix(1, 2 * u.cols()));
  }
}
