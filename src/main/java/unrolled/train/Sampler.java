package unrolled.train;

import java.util.random.RandomGenerator;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A choice among classes by their probability.
 *
 * <pre>{@code
 * p = softmax(z / temperature)
 * }</pre>
 *
 * <p>Dividing the logits by a temperature below 1 makes the likely likelier; towards 0 the most
 * likely is always taken. Above 1 the choice becomes more even.
 */
public final class Sampler {
  private final double temperature;

  public Sampler(double temperature) {
    this.temperature = Positive.require("Sampler", "temperature", temperature);
  }

  /** A class drawn from the logits {@code z} (1 × K): a number from 0 to K − 1. */
  public int draw(Matrix z, RandomGenerator rng) {
    if (z.rows() != 1 || z.cols() == 0)
      throw new IllegalArgumentException("draw: expected one row of logits, got " + z.shape());
    Matrix p = SoftmaxCrossEntropy.softmax(z.scale(1 / temperature));
    double left = rng.nextDouble();
    for (int k = 0; k < p.cols() - 1; k++) {
      left -= p.get(0, k);
      if (left < 0) return k;
    }
    return p.cols() - 1;
  }
}
