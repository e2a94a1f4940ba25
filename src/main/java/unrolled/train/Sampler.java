package unrolled.train;

import java.util.Arrays;
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
 *                                      of these, the fewest whose p sum to topP or more
 * }</pre>
 *
 * <p>Dividing the logits by a temperature below 1 makes the likely likelier; towards 0 the most
 * likely is always taken. Above 1 the choice becomes more even. A limit k keeps the long tail of
 * unlikely classes from being drawn at all: Fan, Lewis and Dauphin, "Hierarchical neural story
 * generation", 2018. A limit p keeps more of them where the model is unsure than where it is sure:
 * Holtzman and others, "The curious case of neural text degeneration", 2020. A logit of −∞ forbids
 * its class.
 */
public final class Sampler {
  private final double temperature;
  private final int k;
  private final double p;

  /** Among all classes. */
  public Sampler(double temperature) {
    this(temperature, Integer.MAX_VALUE);
  }

  /** Among the {@code k} most likely classes; of equal ones the first come first. */
  public Sampler(double temperature, int k) {
    this(temperature, k, 1);
  }

  /**
   * Among the {@code k} most likely classes, and of these among the fewest that together have a
   * probability of {@code p} or more, from above 0 to 1.
   */
  public Sampler(double temperature, int k, double p) {
    this.temperature = Positive.require("Sampler", "temperature", temperature);
    this.k = (int) Positive.require("Sampler", "k", k);
    this.p = Positive.require("Sampler", "p", p);
    if (p > 1) {
      throw new IllegalArgumentException("Sampler: p must be at most 1, got " + p);
    }
  }

  /** A class drawn from the logits {@code z} (1 × K): a number from 0 to K − 1. */
  public int draw(Matrix z, RandomGenerator rng) {
    if (z.rows() != 1) {
      throw new IllegalArgumentException("draw: expected one row of logits, got " + z.shape());
    }
    return draw(z, 0, rng);
  }

  /** A class for each row of the logits {@code z} (N × K), drawn from the first row to the last. */
  public int[] drawRows(Matrix z, RandomGenerator rng) {
    return IntStream.range(0, z.rows()).map(r -> draw(z, r, rng)).toArray();
  }

  private int draw(Matrix z, int row, RandomGenerator rng) {
    double max = Logits.requireMax("draw", z, row);
    boolean limited = k < z.cols() || p < 1;
    int[] kept = limited ? largest(z, row) : IntStream.range(0, z.cols()).toArray();
    double[] logits = IntStream.of(kept).mapToDouble(c -> below(z.get(row, c), max)).toArray();
    double[] share = SoftmaxCrossEntropy.softmax(Matrix.row(logits)).data();
    int last = p < 1 ? nucleus(share) : share.length;
    double left = rng.nextDouble() * Arrays.stream(share, 0, last).sum();
    int drawn = -1;
    for (int i = 0; i < last && (drawn < 0 || left >= 0); i++) {
      if (share[i] > 0) {
        drawn = i;
      }
      left -= share[i];
    }
    return kept[drawn];
  }

  /** How far a logit is below the largest, over the temperature, without overflow on the way. */
  private double below(double logit, double max) {
    return temperature > 1 ? logit / temperature - max / temperature : (logit - max) / temperature;
  }

  /** How many of the first shares make up p. */
  private int nucleus(double[] share) {
    double sum = 0;
    int count = 0;
    while (count < share.length && sum < p) {
      sum += share[count++];
    }
    return count;
  }

  private int[] largest(Matrix z, int row) {
    Comparator<Integer> byLogit = Comparator.comparingDouble(c -> -z.get(row, c));
    return IntStream.range(0, z.cols())
        .boxed()
        .sorted(byLogit)
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
