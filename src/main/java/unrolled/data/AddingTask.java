package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;
import unrolled.matrix.Matrix;

/**
 * The adding problem: two numbers of many are marked, and their sum is asked for at the end.
 *
 * <pre>{@code
 * value   .31 .72 .05 .90 .44 .68 .12 .57       each uniform on [0, 1)
 * mark     0   1   0   0   0   0   1   0        one in each half
 * answer  .72 + .12 = .84
 * }</pre>
 *
 * <p>Baseline: always answering 1, the mean. Its error is the variance of a sum of two uniform
 * numbers, 1/12 + 1/12 = 1/6. Hochreiter and Schmidhuber, "Long short-term memory", 1997,
 * experiment 4; in this form Le, Jaitly and Hinton, 2015.
 *
 * @param steps T, at least 2
 */
public record AddingTask(int steps) implements Task<Matrix> {
  public AddingTask {
    Draws.atLeast("AddingTask", "steps", steps, 2);
  }

  @Override
  public Batch<Matrix> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("AddingTask", steps, count, 2);
    Matrix sums = new Matrix(count, 1);
    int half = steps / 2;
    for (int n = 0; n < count; n++) {
      for (int t = 0; t < steps; t++) {
        xs.set(t, n, 0, rng.nextDouble());
      }
      int first = rng.nextInt(half);
      int second = half + rng.nextInt(steps - half);
      xs.set(first, n, 1, 1);
      xs.set(second, n, 1, 1);
      double sum = xs.flat().get(first * count + n, 0) + xs.flat().get(second * count + n, 0);
      sums.set(n, 0, sum);
    }
    return new Batch<>(xs, sums);
  }

  @Override
  public int inputSize() {
    return 2;
  }

  @Override
  public int outputSize() {
    return 1;
  }

  /** 1/6, of always answering 1. */
  @Override
  public double baseline() {
    return 1.0 / 6;
  }
}
