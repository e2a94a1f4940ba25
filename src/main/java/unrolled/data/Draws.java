package unrolled.data;

import java.util.random.RandomGenerator;
import unrolled.layer.Sequence;

/** What the generated tasks share. */
final class Draws {
  private Draws() {}

  /** Refuses a size below the smallest that makes sense. */
  static void atLeast(String task, String what, int got, int least) {
    if (got < least) {
      throw new IllegalArgumentException(
          "%s: %s must be at least %d, got %d".formatted(task, what, least, got));
    }
  }

  /** {@code count} zero sequences; at least one. */
  static Sequence blank(String task, int steps, int count, int features) {
    atLeast(task, "the number of examples", count, 1);
    return new Sequence(steps, count, features);
  }

  /** A class for each of {@code count} examples, all equally likely. */
  static int[] classes(int count, int of, RandomGenerator rng) {
    int[] drawn = new int[count];
    for (int n = 0; n < count; n++) {
      drawn[n] = rng.nextInt(of);
    }
    return drawn;
  }
}
