package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * Temporal order: two signs, each X or Y, stand far apart among letters that mean nothing; which
 * came first and which second is asked for at the end.
 *
 * <pre>{@code
 * inputs    0 X   1 Y   2 … 5 the letters a b c d
 * places    first in [T/10, 2T/10), second in [5T/10, 6T/10)
 * classes   0 XX   1 XY   2 YX   3 YY
 * }</pre>
 *
 * <p>Baseline: an even guess, ln 4 nats; chance is right in 1/4. A bag of words tells XX and YY but
 * not XY from YX, which leaves ½·ln 2 nats. Hochreiter and Schmidhuber, 1997, experiment 6a.
 *
 * @param steps T, at least 10
 */
public record TemporalOrderTask(int steps) implements Task<int[]> {
  private static final int SIGNS = 2;
  private static final int LETTERS = 4;

  public TemporalOrderTask {
    Draws.atLeast("TemporalOrderTask", "steps", steps, 10);
  }

  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("TemporalOrderTask", steps, count, inputSize());
    int[] orders = Draws.classes(count, SIGNS * SIGNS, rng);
    for (int n = 0; n < count; n++) {
      int first = rng.nextInt(steps / 10, 2 * steps / 10);
      int second = rng.nextInt(5 * steps / 10, 6 * steps / 10);
      for (int t = 0; t < steps; t++) {
        int letter = SIGNS + rng.nextInt(LETTERS);
        int sign = t == first ? orders[n] / SIGNS : orders[n] % SIGNS;
        xs.set(t, n, t == first || t == second ? sign : letter, 1);
      }
    }
    return new Batch<>(xs, orders);
  }

  @Override
  public int inputSize() {
    return SIGNS + LETTERS;
  }

  @Override
  public int outputSize() {
    return SIGNS * SIGNS;
  }

  /** ln 4, of an even guess. */
  @Override
  public double baseline() {
    return Math.log(SIGNS * SIGNS);
  }
}
