package unrolled.nn;

import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/** A rule for the first value of a weight matrix. */
@FunctionalInterface
public interface Initializer {
  /** A new matrix (rows × cols). */
  Matrix create(int rows, int cols, RandomGenerator rng);

  /** Uniform on [−bound, bound). PyTorch's recurrent layers use 1/√H for every weight and bias. */
  static Initializer uniform(double bound) {
    return (rows, cols, rng) -> {
      if (rows < 1 || cols < 1 || !Double.isFinite(bound)) {
        throw new IllegalArgumentException(
            "a weight cannot have the shape (%d × %d); expected at least one input and one unit"
                .formatted(rows, cols));
      }
      return Matrix.random(rows, cols, -bound, bound, rng);
    };
  }

  /**
   * Uniform on ±√(6 / (rows + cols)): what goes in and what comes out keep about the same variance.
   * Keras draws the input weights of its recurrent layers so, all gates as one matrix.
   *
   * <p>Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
   * networks", 2010.
   */
  static Initializer glorotUniform() {
    return (rows, cols, rng) -> uniform(Math.sqrt(6.0 / (rows + cols))).create(rows, cols, rng);
  }

  /**
   * {@code gain} on the diagonal, 0 elsewhere. As the Wh of a ReLU network, with gain 1, it copies
   * the state from step to step until learning changes it.
   *
   * <p>Le, Jaitly and Hinton, "A simple way to initialize recurrent networks of rectified linear
   * units", 2015.
   */
  static Initializer identity(double gain) {
    return (rows, cols, rng) -> {
      Matrix eye = new Matrix(rows, cols);
      for (int i = 0; i < Math.min(rows, cols); i++) {
        eye.set(i, i, gain);
      }
      return eye;
    };
  }

  /**
   * The logarithm of a number drawn uniformly from 1 to {@code longest} − 1. As the bias of a
   * forget gate it spreads the times after which the units forget over that range, because a gate
   * held at σ(b) keeps a value for about 1 + e^b steps.
   *
   * <p>Tallec and Ollivier, "Can recurrent neural networks warp time?", 2018.
   *
   * @param longest the longest time, in steps, over which something should be kept; above 2
   */
  static Initializer chrono(double longest) {
    if (!(longest > 2) || Double.isInfinite(longest)) {
      throw new IllegalArgumentException("chrono: expected a time above 2 steps, got " + longest);
    }
    return (rows, cols, rng) -> Matrix.random(rows, cols, 1, longest - 1, rng).map(Math::log);
  }

  /**
   * A random orthogonal matrix times {@code gain}: QᵀQ = gain²·I. Every singular value is {@code
   * gain}, so a linear recurrence neither shrinks nor stretches a gradient when the gain is 1.
   *
   * <p>Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
   * linear neural networks", 2014. Where the matrix is not square, its shorter side is orthonormal.
   */
  static Initializer orthogonal(double gain) {
    return (rows, cols, rng) -> {
      Matrix q = Matrix.normal(Math.min(rows, cols), Math.max(rows, cols), 1, rng);
      orthonormalizeRows(q);
      return (rows <= cols ? q : q.transpose()).scale(gain);
    };
  }

  /** Gram-Schmidt, each projection twice: once leaves an error of the size of the round-off. */
  private static void orthonormalizeRows(Matrix q) {
    for (int r = 0; r < q.rows(); r++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int s = 0; s < r; s++) {
          addToRow(q, r, -dotRows(q, r, s), s);
        }
      }
      addToRow(q, r, 1 / Math.sqrt(dotRows(q, r, r)) - 1, r);
    }
  }

  private static double dotRows(Matrix q, int r, int s) {
    double sum = 0;
    for (int c = 0; c < q.cols(); c++) {
      sum += q.get(r, c) * q.get(s, c);
    }
    return sum;
  }

  private static void addToRow(Matrix q, int r, double factor, int s) {
    for (int c = 0; c < q.cols(); c++) {
      q.set(r, c, q.get(r, c) + factor * q.get(s, c));
    }
  }
}
