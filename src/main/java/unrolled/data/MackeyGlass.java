package unrolled.data;

import java.util.random.RandomGenerator;

/**
 * The Mackey-Glass equation: a series that never repeats, from one line without any chance in it.
 *
 * <pre>{@code
 * dx/dt = 0.2·x(t − τ) / (1 + x(t − τ)^10) − 0.1·x(t)
 * }</pre>
 *
 * <p>x = 1 is at rest, since 0.2/2 = 0.1. For τ below 4.5 the series settles there; for τ = 17 it
 * is chaotic. Mackey and Glass, "Oscillation and chaos in physiological control systems", 1977.
 * Baseline of a forecast: the last value; {@link unrolled.data.NaiveForecast} has its error.
 */
public final class MackeyGlass {
  private static final int SUBSTEPS = 10; // of the integration, for each unit of time
  private static final double WARM_UP = 20; // delays that pass before the first value given

  private MackeyGlass() {}

  /**
   * {@code length} values, one for each unit of time, after it has run in from a history around 1.2
   * that is drawn from {@code rng}.
   *
   * @param delay τ, in units of time
   */
  public static double[] series(int length, int delay, RandomGenerator rng) {
    double start = 1.2 + 0.2 * (rng.nextDouble() - 0.5);
    return from(start, (int) (WARM_UP * delay), length, delay);
  }

  /** From the history x = {@code start}, without the first {@code skipped} values. */
  static double[] from(double start, int skipped, int length, int delay) {
    Draws.atLeast("MackeyGlass", "length", length, 1);
    Draws.atLeast("MackeyGlass", "delay", delay, 1);
    int lag = delay * SUBSTEPS;
    double[] x = new double[lag + 1 + (skipped + length) * SUBSTEPS];
    for (int i = 0; i <= lag; i++) {
      x[i] = start;
    }
    for (int i = lag; i + 1 < x.length; i++) {
      x[i + 1] = next(x[i], x[i - lag], x[i - lag + 1]);
    }
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      values[t] = x[lag + (skipped + t) * SUBSTEPS];
    }
    return values;
  }

  /** Heun's rule: the slope at both ends of the step, averaged. */
  private static double next(double x, double delayed, double delayedNext) {
    double h = 1.0 / SUBSTEPS;
    double before = slope(x, delayed);
    double after = slope(x + h * before, delayedNext);
    return x + h * (before + after) / 2;
  }

  private static double slope(double x, double delayed) {
    return 0.2 * delayed / (1 + Math.pow(delayed, 10)) - 0.1 * x;
  }
}
