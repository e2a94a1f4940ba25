package e09_finite_differences;

import unrolled.matrix.Matrix;

/** One weight at a time, on a copy. */
public final class MyFiniteDifferences implements FiniteDifferences {
  @Override
  public Matrix gradient(Matrix w, Matrix x, Matrix y, double h) {
    Matrix gradient = new Matrix(w.rows(), w.cols());
    for (int i = 0; i < w.rows(); i++) {
      for (int j = 0; j < w.cols(); j++) {
        Matrix moved = w.copy();
        moved.set(i, j, w.get(i, j) + h);
        double above = FiniteDifferences.loss(moved, x, y);
        moved.set(i, j, w.get(i, j) - h);
        double below = FiniteDifferences.loss(moved, x, y);
        gradient.set(i, j, (above - below) / (2 * h));
      }
    }
    return gradient;
  }
}
