package unrolled.train;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;
import unrolled.nn.SoftmaxCrossEntropy;

/**
 * A choice among classes by their probability.
 *
 * <pre>{@code
 * p = softmax(z / temperature)         over the k largest of z
 * }</pre>
 *
 * <p>Dividing the logits by a temperature below 1 makes the likely likelier; towards 0 the most
 * likely is always taken. Above 1 the choice becomes more even. A limit k keeps the long tail of
 * unlikely classes from being drawn at all: Fan, Lewis and Dauphin, "Hierarchical neural story
 * generation", 2018.
 */
public final class Sampler {
  private final double temperature;
  private final int k;

  /** Among all classes. */
  public Sampler(double temperature) {
    this(temperature, Integer.MAX_VALUE);
  }

  /** Among the {@code k} most likely classes; of equal ones the first come first. */
  public Sampler(double temperature, int k) {
    this.temperature = Positive.require("Sampler", "temperature", temperature);
    this.k = (int) Positive.require("Sampler", "k", k);
  }

  /** A class drawn from the logits {@code z} (1 × K): a number from 0 to K − 1. */
  public int draw(Matrix z, RandomGenerator rng) {
    if (z.rows() != 1 || z.cols() == 0)
      throw new IllegalArgumentException("draw: expected one row of logits, got " + z.shape());
    if (!z.isFinite()) throw new IllegalArgumentException("draw: the logits hold NaN or infinity");
    int[] kept = k < z.cols() ? largest(z) : IntStream.range(0, z.cols()).toArray();
    double[] logits = IntStream.of(kept).mapToDouble(c -> z.get(0, c)).toArray();
    Matrix p = SoftmaxCrossEntropy.softmax(Matrix.row(logits).scale(1 / temperature));
    double left = rng.nextDouble();
    for (int i = 0; i < kept.length - 1; i++) {
      left -= p.get(0, i);
      if (left < 0) return kept[i];
    }
    return kept[kept.length - 1];
  }

  private int[] largest(Matrix z) {
    Comparator<Integer> byLogit = Comparator.comparingDouble(c -> -z.get(0, c));
    return IntStream.range(0, z.cols())
        .boxed()
        .sorted(byLogit)
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
