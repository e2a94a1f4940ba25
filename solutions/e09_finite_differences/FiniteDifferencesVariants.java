package e09_finite_differences;

import unrolled.matrix.Matrix;

/** Right answers in other styles, which must pass. */
final class FiniteDifferencesVariants {
  private FiniteDifferencesVariants() {}

  /** Moves the weights themselves, and puts each back as it was. */
  static final class InPlace implements FiniteDifferences {
    @Override
    public Matrix gradient(Matrix w, Matrix x, Matrix y, double h) {
      Matrix gradient = w.copy();
      double[] weights = w.data();
      for (int k = 0; k < weights.length; k++) {
        double kept = weights[k];
        weights[k] = kept - h;
        double below = FiniteDifferences.loss(w, x, y);
        weights[k] = kept + h;
        gradient.data()[k] = 0.5 / h * (FiniteDifferences.loss(w, x, y) - below);
        weights[k] = kept;
      }
      return gradient;
    }
  }

  /** Adds a matrix that holds h in one place; the loss of the equation, written again. */
  static final class OneHot implements FiniteDifferences {
    @Override
    public Matrix gradient(Matrix w, Matrix x, Matrix y, double h) {
      Matrix gradient = new Matrix(w.rows(), w.cols());
      for (int j = 0; j < w.cols(); j++) {
        for (int i = 0; i < w.rows(); i++) {
          Matrix move = new Matrix(w.rows(), w.cols());
          move.set(i, j, h);
          double difference = loss(w.plus(move), x, y) - loss(w.minus(move), x, y);
          gradient.set(i, j, difference / 2 / h);
        }
      }
      return gradient;
    }

    private static double loss(Matrix w, Matrix x, Matrix y) {
      double sum = 0;
      Matrix z = x.matmul(w);
      for (int k = 0; k < z.data().length; k++) {
        sum += Math.pow(Math.tanh(z.data()[k]) - y.data()[k], 2);
      }
      return sum / 2 / x.rows();
    }
  }
}
