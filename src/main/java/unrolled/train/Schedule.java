package unrolled.train;

/**
 * A learning rate that changes with the step t, which is counted from 1.
 *
 * <pre>{@code
 * constant    rate
 * stepDecay   rate · factor^⌊(t − 1)/every⌋
 * cosine      last + (first − last) · (1 + cos(π·(t − 1)/steps))/2     last from t = steps + 1
 * warmUp      min(1, t/steps) · the schedule itself
 * }</pre>
 *
 * <p>Each optimizer asks for the rate of its own step, so the two stay in step. Cosine: Loshchilov
 * and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, without the restarts.
 */
@FunctionalInterface
public interface Schedule {
  /** The rate of step {@code t}, from 1. It must not be negative. */
  double at(long t);

  static Schedule constant(double rate) {
    Positive.require("constant", "rate", rate);
    return t -> rate;
  }

  /** Times {@code factor} after every {@code every} steps. */
  static Schedule stepDecay(double rate, double factor, int every) {
    Positive.require("stepDecay", "rate", rate);
    Positive.require("stepDecay", "factor", factor);
    Positive.require("stepDecay", "every", every);
    return t -> rate * Math.pow(factor, (t - 1) / every);
  }

  /** From {@code first} down to {@code last} in {@code steps} steps along half a wave. */
  static Schedule cosine(double first, double last, int steps) {
    Positive.require("cosine", "first", first);
    Positive.require("cosine", "steps", steps);
    if (!(last >= 0 && last <= first)) {
      throw new IllegalArgumentException(
          "cosine: last must be from 0 to first, %s, got %s".formatted(first, last));
    }
    return t -> {
      double wave = Math.cos(Math.PI * Math.min(1, (t - 1.0) / steps));
      return last + (first - last) * (1 + wave) / 2;
    };
  }

  /** This schedule, reached along a straight line in {@code steps} steps. */
  default Schedule warmUp(int steps) {
    Positive.require("warmUp", "steps", steps);
    return t -> at(t) * Math.min(1, (double) t / steps);
  }
}
