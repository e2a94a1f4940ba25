package e09_finite_differences;

import java.util.Arrays;
import unrolled.exercise.About;
import unrolled.exercise.Range;
import unrolled.exercise.Shape;
import unrolled.matrix.Matrix;

/**
 * The gradient of a loss, measured: every weight is moved, one at a time.
 *
 * <pre>{@code
 * L(w) = 1/(2N) · sum over all entries of (tanh(x·w) − y)²
 *
 * gradient[i][j] = (L(w with w[i][j] + h) − L(w with w[i][j] − h)) / 2h          (M × K)
 * }</pre>
 *
 * <p>N examples in a batch, M numbers in, K units.
 */
@About(title = "Finite differences", points = 10, notebook = "04")
public interface FiniteDifferences {
  /**
   * Measures the gradient of {@link #loss} with respect to {@code w}. Leaves its inputs as they
   * were.
   *
   * @param w the weights
   * @param x the input, one example in a row
   * @param y what should come out
   * @param h how far a weight is moved to each side
   * @return the gradient, an entry for each weight
   */
  @Shape("M × K")
  Matrix gradient(
      @Shape("M × K") Matrix w,
      @Shape("N × M") Matrix x,
      @Shape("N × K") Matrix y,
      @Range(low = 0.01, high = 0.2) double h);

  /** The loss. It is given to you: call {@code FiniteDifferences.loss(w, x, y)}. */
  static double loss(Matrix w, Matrix x, Matrix y) {
    Matrix off = x.matmul(w).map(Math::tanh).minus(y);
    return Arrays.stream(off.data()).map(v -> v * v).sum() / (2 * x.rows());
  }
}
