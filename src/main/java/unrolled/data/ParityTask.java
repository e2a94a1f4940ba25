package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * Parity: bits come one after the other, and after each of them it is asked whether the number of
 * ones so far is odd.
 *
 * <pre>{@code
 * bits      0  1  1  0  1  1  1
 * odd?      0  1  0  0  1  0  1         one-hot in, class out, at every step
 * }</pre>
 *
 * <p>Two states are enough, but each 1 must turn the state over, whatever it is. Baseline: an even
 * guess, ln 2 nats; chance is right in 1/2. It is the smallest task of tracking a state.
 *
 * @param steps T
 */
public record ParityTask(int steps) implements Task<int[]> {
  public ParityTask {
    Draws.atLeast("ParityTask", "steps", steps, 1);
  }

  /** Answers in the order of time, and in each step in that of the batch: (T·N). */
  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("ParityTask", steps, count, 2);
    int[] odd = new int[steps * count];
    for (int n = 0; n < count; n++) {
      int state = 0;
      for (int t = 0; t < steps; t++) {
        int bit = rng.nextInt(2);
        state ^= bit;
        xs.set(t, n, bit, 1);
        odd[t * count + n] = state;
      }
    }
    return new Batch<>(xs, odd);
  }

  @Override
  public int inputSize() {
    return 2;
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
