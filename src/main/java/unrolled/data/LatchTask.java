package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * The latch: one bit comes first, noise follows, and the bit is asked for at the end.
 *
 * <pre>{@code
 * class 1   +1  .1 −.2  .0  .3 …      first +1 for class 1, −1 for class 0
 *               then normal with mean 0 and standard deviation 0.2
 * }</pre>
 *
 * <p>Baseline: an even guess, ln 2 nats; chance is right in 1/2. After Bengio, Simard and Frasconi,
 * "Learning long-term dependencies with gradient descent is difficult", 1994.
 *
 * @param steps T, the bit included
 */
public record LatchTask(int steps) implements Task<int[]> {
  private static final double NOISE = 0.2;

  public LatchTask {
    Draws.atLeast("LatchTask", "steps", steps, 1);
  }

  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("LatchTask", steps, count, 1);
    int[] bits = Draws.classes(count, 2, rng);
    for (int n = 0; n < count; n++) {
      xs.set(0, n, 0, 2 * bits[n] - 1);
      for (int t = 1; t < steps; t++) {
        xs.set(t, n, 0, NOISE * rng.nextGaussian());
      }
    }
    return new Batch<>(xs, bits);
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public int outputSize() {
    return 2;
  }

  /** ln 2, of an even guess. */
  @Override
  public double baseline() {
    return Math.log(2);
  }
}
