package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/**
 * A sine with noise on it; at every step, the next reading is asked for.
 *
 * <pre>{@code
 * x_t = sin(2πt/period + φ) + noise·ε_t        φ uniform, ε normal with variance 1
 *
 * mean squared error of
 *   the true sine          noise²                              no forecast does better
 *   0, the mean            1/2 + noise²
 *   the last reading       1 − cos(2π/period) + 2·noise²       persistence: the baseline
 * }</pre>
 *
 * @param steps T; one reading more is drawn, to be the last answer
 * @param period in steps, more than 2
 * @param noise the standard deviation of what is added, 0 or more
 */
public record NoisySineTask(int steps, double period, double noise) implements Task<Matrix> {
  public NoisySineTask {
    Draws.atLeast("NoisySineTask", "steps", steps, 1);
    if (!(period > 2) || !(noise >= 0)) {
      throw new IllegalArgumentException(
          "NoisySineTask: expected a period above 2 and noise of 0 or more, got %s and %s"
              .formatted(period, noise));
    }
  }

  @Override
  public Batch<Matrix> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("NoisySineTask", steps, count, 1);
    Matrix next = new Matrix(steps * count, 1);
    for (int n = 0; n < count; n++) {
      double phase = 2 * Math.PI * rng.nextDouble();
      for (int t = 0; t <= steps; t++) {
        double x = Math.sin(2 * Math.PI * t / period + phase) + noise * rng.nextGaussian();
        if (t < steps) {
          xs.set(t, n, 0, x);
        }
        if (t > 0) {
          next.set((t - 1) * count + n, 0, x);
        }
      }
    }
    return new Batch<>(xs, next);
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public int outputSize() {
    return 1;
  }

  /** 1 − cos(2π/period) + 2·noise², of answering with the last reading. */
  @Override
  public double baseline() {
    return 1 - Math.cos(2 * Math.PI / period) + 2 * noise * noise;
  }

  /** noise²: what cannot be foreseen. */
  public double best() {
    return noise * noise;
  }
}
