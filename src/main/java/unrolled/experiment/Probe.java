package unrolled.experiment;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import unrolled.matrix.Matrix;

/**
 * A linear probe: a number that a state may hold, read off it by a regression.
 *
 * <pre>{@code
 * y ≈ h·w + c                          least squares over many states; the smallest w if several fit
 * R² = 1 − Σ (y − h·w − c)² / Σ (y − mean y)²
 * }</pre>
 *
 * <p>R² says that the number can be read off the states, not that the network does so. It is to be
 * taken on states that the probe was not fitted to, and beside that of an untrained network. Alain
 * and Bengio, "Understanding intermediate layers using linear classifier probes", 2016.
 *
 * @param w a weight for each unit (H × 1)
 * @param c the constant
 */
public record Probe(Matrix w, double c) {
  /**
   * Fits a probe.
   *
   * @param h states, one in each row (M × H), at least H + 1 of them
   * @param y what each state should hold (M)
   */
  public static Probe fit(Matrix h, double... y) {
    requireOneEach(h, y);
    if (h.rows() <= h.cols()) {
      throw new IllegalArgumentException(
          "Probe: %d units need at least %d states, got %d"
              .formatted(h.cols(), h.cols() + 1, h.rows()));
    }
    double[] mean = means(h);
    double level = Arrays.stream(y).average().orElseThrow();
    Matrix centred = h.plusRow(Matrix.row(mean).scale(-1));
    Matrix wanted = Matrix.wrap(y.length, 1, y.clone()).map(v -> v - level);
    // The normal equations: a few hundred numbers, however many states there are.
    Matrix square = centred.transpose().matmul(centred);
    Matrix mixed = centred.transpose().matmul(wanted);
    double[] w =
        new SingularValueDecomposition(rows(square))
            .getSolver()
            .solve(new ArrayRealVector(mixed.data()))
            .toArray();
    double c = level;
    for (int j = 0; j < w.length; j++) {
      c -= w[j] * mean[j];
    }
    return new Probe(Matrix.wrap(w.length, 1, w), c);
  }

  private static RealMatrix rows(Matrix m) {
    RealMatrix rows = new Array2DRowRealMatrix(m.rows(), m.cols());
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        rows.setEntry(r, c, m.get(r, c));
      }
    }
    return rows;
  }

  private static double[] means(Matrix h) {
    return h.sumRows().scale(1.0 / h.rows()).data();
  }

  /** What the probe reads off each state (M). */
  public double[] read(Matrix h) {
    return h.matmul(w).map(v -> v + c).data();
  }

  /** R² on these states: 1 if all is read rightly, 0 if no more than the mean is known. */
  public double r2(Matrix h, double... y) {
    requireOneEach(h, y);
    double[] read = read(h);
    double mean = Arrays.stream(y).average().orElseThrow();
    double error = 0;
    double spread = 0;
    for (int i = 0; i < y.length; i++) {
      error += Math.pow(y[i] - read[i], 2);
      spread += Math.pow(y[i] - mean, 2);
    }
    if (spread == 0) {
      throw new IllegalArgumentException(
          "Probe: R² needs numbers that differ; all %d are %s".formatted(y.length, mean));
    }
    return 1 - error / spread;
  }

  private static void requireOneEach(Matrix h, double... y) {
    if (y.length != h.rows() || y.length == 0) {
      throw new IllegalArgumentException(
          "Probe: expected a number for each state %s, got %d".formatted(h.shape(), y.length));
    }
  }
}
