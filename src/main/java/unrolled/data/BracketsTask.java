package unrolled.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/**
 * Brackets that are opened and closed, with a letter between them now and then. What comes next is
 * asked at every step; how many brackets are open, the depth, is never said.
 *
 * <pre>{@code
 * reads     (  a  (  (  )  a  )  )  a  (
 * depth     1  1  2  3  2  2  1  0  0  1        one-hot in, class out, at every step
 * }</pre>
 *
 * <p>At depth 0 nothing can be closed: ( and a are equally likely. At depth 8 nothing is opened: )
 * and a are. Between them ( and ) come with probability 0.35 and a with 0.3. Baseline: the same
 * probabilities at each step. Without the bound on the depth this is the language of Dyck, with one
 * kind of bracket.
 *
 * @param steps T
 */
public record BracketsTask(int steps) implements Task<int[]> {
  private static final int OPEN = 0;
  private static final int CLOSE = 1;
  private static final int DEEPEST = 8;
  private static final double[] LOWEST = {0.5, 0, 0.5};
  private static final double[] INSIDE = {0.35, 0.35, 0.3};
  private static final double[] HIGHEST = {0, 0.5, 0.5};

  public BracketsTask {
    Draws.atLeast("BracketsTask", "steps", steps, 1);
  }

  private static double[] next(int depth) {
    return depth == 0 ? LOWEST : depth == DEEPEST ? HIGHEST : INSIDE;
  }

  private static int after(int depth, int token) {
    return token == OPEN ? depth + 1 : token == CLOSE ? depth - 1 : depth;
  }

  /** Answers in the order of time, and in each step in that of the batch: (T·N). */
  @Override
  public Batch<int[]> draw(int count, RandomGenerator rng) {
    Sequence xs = Draws.blank("BracketsTask", steps, count, inputSize());
    int[] follows = new int[steps * count];
    for (int n = 0; n < count; n++) {
      int depth = 0;
      int token = token(depth, rng);
      for (int t = 0; t < steps; t++) {
        xs.set(t, n, token, 1);
        depth = after(depth, token);
        token = token(depth, rng);
        follows[t * count + n] = token;
      }
    }
    return new Batch<>(xs, follows);
  }

  private static int token(int depth, RandomGenerator rng) {
    double[] p = next(depth);
    double u = rng.nextDouble();
    return u < p[OPEN] ? OPEN : u < p[OPEN] + p[CLOSE] ? CLOSE : 2;
  }

  /** The tokens that sequence {@code n} of {@code xs} consists of, as a text. */
  public static String text(Sequence xs, int n) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < xs.length(n); t++) {
      text.append(xs.get(t, n, OPEN) == 1 ? '(' : xs.get(t, n, CLOSE) == 1 ? ')' : 'a');
    }
    return text.toString();
  }

  /** How many brackets are open after each step of {@code xs}, in the order of its rows (T·N). */
  public static double[] depths(Sequence xs) {
    double[] depths = new double[xs.steps() * xs.batch()];
    for (int i = 0; i < depths.length; i++) {
      int n = i % xs.batch();
      int t = i / xs.batch();
      double before = t == 0 ? 0 : depths[i - xs.batch()];
      depths[i] = before + xs.get(t, n, OPEN) - xs.get(t, n, CLOSE);
    }
    return depths;
  }

  @Override
  public int inputSize() {
    return 3;
  }

  @Override
  public int outputSize() {
    return 3;
  }

  /** The entropy of a token, over all steps, in nats. */
  @Override
  public double baseline() {
    double[] mean = new double[3];
    double[][] reached = reached();
    for (double[] at : reached) {
      for (int depth = 0; depth <= DEEPEST; depth++) {
        for (int k = 0; k < 3; k++) {
          mean[k] += at[depth] * next(depth)[k] / reached.length;
        }
      }
    }
    return entropy(mean);
  }

  /** The loss of one who knows the depth, in nats. */
  public double best() {
    double[][] reached = reached();
    double loss = 0;
    for (double[] at : reached) {
      for (int depth = 0; depth <= DEEPEST; depth++) {
        loss += at[depth] * entropy(next(depth)) / reached.length;
      }
    }
    return loss;
  }

  /** The probability of each depth after each step. */
  private double[][] reached() {
    double[][] reached = new double[steps][DEEPEST + 1];
    double[] at = new double[DEEPEST + 1];
    at[0] = 1;
    for (double[] then : reached) {
      for (int depth = 0; depth <= DEEPEST; depth++) {
        for (int k = 0; k < 3; k++) {
          if (next(depth)[k] > 0) {
            then[after(depth, k)] += at[depth] * next(depth)[k];
          }
        }
      }
      at = then;
    }
    return reached;
  }

  private static double entropy(double[] p) {
    return Arrays.stream(p).filter(q -> q > 0).map(q -> -q * Math.log(q)).sum();
  }
}
