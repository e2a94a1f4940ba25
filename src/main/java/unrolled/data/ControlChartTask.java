package unrolled.data;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * Synthetic control charts: six ways in which the readings of a machine can run, to be told apart.
 *
 * <pre>{@code
 * y_t = 30 + 2·r_t                       NORMAL; r_t uniform on [−3, 3), t = 1 … 60
 *     + a·sin(2πt/p)                     CYCLIC; a and p uniform on [10, 15)
 *     + g·t  or  − g·t                   RISING, FALLING; g uniform on [0.2, 0.5)
 *     + k·x  or  − k·x                   JUMP_UP, JUMP_DOWN; x uniform on [7.5, 20), k = 1 from a
 *                                        step on that is uniform on [20, 40)
 * }</pre>
 *
 * <p>An input is (y_t − 30) / 10. Baseline: an even guess, ln 6 nats; chance is right in 1/6. The
 * recipe of Alcock and Manolopoulos, "Time-series similarity queries employing a feature-based
 * approach", 1999, whose data are in the UCI archive; here they are drawn again.
 */
public record ControlChartTask() implements Task<int[]> {
  private static final int STEPS = 60;
  private static final double MEAN = 30;
  private static final double SCALE = 10;

  /** The classes, in order. */
  public enum Kind {
    NORMAL,
    CYCLIC,
    RISING,
    FALLING,
    JUMP_UP,
    JUMP_DOWN
  }

  /** A new chart of 60 readings, in the unit of the machine. */
  public static double[] chart(Kind kind, RandomGenerator rng) {
    double amplitude = rng.nextDouble(10, 15);
    double period = rng.nextDouble(10, 15);
    double slope = rng.nextDouble(0.2, 0.5);
    double jump = rng.nextDouble(7.5, 20);
    double from = rng.nextInt(STEPS / 3, 2 * STEPS / 3);
    double[] y = new double[STEPS];
    for (int t = 1; t <= STEPS; t++) {
      double signal =
          switch (kind) {
            case NORMAL -> 0;
            case CYCLIC -> amplitude * Math.sin(2 * Math.PI * t / period);
            case RISING -> slope * t;
            case FALLING -> -slope * t;
            case JUMP_UP -> t < from ? 0 : jump;
            case JUMP_DOWN -> t < from ? 0 : -jump;
          };
      y[t - 1] = MEAN + 2 * rng.nextDouble(-3, 3) + signal;
    }
    return y;
  }

  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("ControlChartTask", STEPS, count, 1);
    int[] kinds = Draws.classes(count, outputSize(), rng);
    for (int n = 0; n < count; n++) {
      double[] y = chart(Kind.values()[kinds[n]], rng);
      for (int t = 0; t < STEPS; t++) {
        xs.set(t, n, 0, (y[t] - MEAN) / SCALE);
      }
    }
    return new Batch<>(xs, kinds);
  }

  @Override
  public int inputSize() {
    return 1;
  }

  @Override
  public int outputSize() {
    return Kind.values().length;
  }

  /** ln 6, of an even guess. */
  @Override
  public double baseline() {
    return Math.log(outputSize());
  }

  /** The classes by name, in order. */
  public static List<Kind> kinds() {
    return List.of(Kind.values());
  }
}
