package unrolled.nn;

import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;

/**
 * Noise against learning by heart: while training, each entry is dropped with some probability.
 *
 * <pre>{@code
 * mask = 0 with probability rate, else 1 / (1 − rate)      drawn for each batch
 * y    = x ⊙ mask
 * dx   = dy ⊙ mask
 * }</pre>
 *
 * <p>What stays is made larger, so that the expected value of y is x and nothing changes when
 * dropout is left out after training. Srivastava and others, "Dropout: a simple way to prevent
 * neural networks from overfitting", 2014.
 *
 * @param rate the probability of dropping, from 0 to below 1
 */
public record Dropout(double rate) {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout: expected a rate from 0 to below 1, got " + rate);
    }
  }

  /** A mask (rows × cols) to multiply by, in both passes. */
  public Matrix mask(int rows, int cols, RandomGenerator rng) {
    Matrix mask = new Matrix(rows, cols);
    mask(mask.data().length, mask.data(), rng);
    return mask;
  }

  /** Draws the first n numbers of {@code mask}. */
  public void mask(int n, double[] mask, RandomGenerator rng) {
    for (int i = 0; i < n; i++) {
      mask[i] = rng.nextDouble() < rate ? 0 : 1 / (1 - rate);
    }
  }
}
