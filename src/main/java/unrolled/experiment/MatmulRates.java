package unrolled.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How fast the steps of {@link MatmulSteps} are on this machine, on one thread.
 *
 * <p>A product of two (n × n) matrices has 2·n³ additions and multiplications; the rate is their
 * number over the seconds, in GFLOP/s. The steps run in turn, and the median of the turns counts.
 * Where the system tells how long a thread has computed, that is the time; what it waited for the
 * processor is not in it. A rate is of this machine and this moment; a ratio of two rates tells
 * more.
 */
public final class MatmulRates {
  private MatmulRates() {}

  /**
   * What to measure.
   *
   * @param sizes the n, one after the other
   * @param turns that each step has at each size
   */
  public record Settings(List<Integer> sizes, int turns) {
    public Settings {
      sizes = List.copyOf(sizes);
    }

    /** n = 32, 128 and 512, five turns each. */
    public static Settings usual() {
      return new Settings(List.of(32, 128, 512), 5);
    }
  }

  /**
   * What was measured.
   *
   * @param steps their names in the order of {@link MatmulSteps#all}; without {@code vector} where
   *     the JVM has not got the Vector API
   * @param sizes the n
   */
  public record Result(List<String> steps, List<Integer> sizes, Map<Integer, Measured> measured) {
    /** The rates of a step in GFLOP/s, one for each size. */
    public double[] rates(String step) {
      return sizes.stream().mapToDouble(n -> rate(step, n)).toArray();
    }

    /** The rate of a step at one size, in GFLOP/s. */
    public double rate(String step, int n) {
      return 2e-9 * n * n * n / measured.get(n).turns.seconds(number(step));
    }

    /** How many times as fast as {@code other} a step is at one size: the median of the turns. */
    public double ratio(String step, String other, int n) {
      return measured.get(n).turns.ratio(number(other), number(step));
    }

    private int number(String step) {
      int number = steps.indexOf(step);
      if (number < 0) {
        throw new IllegalArgumentException(
            "MatmulRates: expected one of the steps %s, got %s".formatted(steps, step));
      }
      return number;
    }
  }

  /** The turns at one size. */
  public static final class Measured {
    private final Turns turns;

    private Measured(Turns turns) {
      this.turns = turns;
    }
  }

  /** Measures all steps at all sizes on random numbers. */
  public static Result run(Settings settings, long seed) {
    Map<String, MatmulSteps.Step> steps = MatmulSteps.all();
    Map<Integer, Measured> measured = new LinkedHashMap<>();
    // The largest first: on its long calls there is time to compile what all sizes share.
    for (int n : settings.sizes().stream().sorted(Comparator.reverseOrder()).toList()) {
      double[] a = new SplittableRandom(seed).doubles((long) n * n, -1, 1).toArray();
      double[] b = new SplittableRandom(seed + 1).doubles((long) n * n, -1, 1).toArray();
      List<Runnable> field = new ArrayList<>();
      steps.values().forEach(step -> field.add(() -> step.product(n, a, b)));
      measured.put(n, new Measured(new Turns(field, settings.turns(), Turns.Clock.THREAD)));
    }
    return new Result(List.copyOf(steps.keySet()), settings.sizes(), measured);
  }
}
