package unrolled.nn;

import java.util.Arrays;

/** Which rows count for a mean. */
final class Mask {
  private Mask() {}

  static boolean[] all(int rows) {
    boolean[] all = new boolean[rows];
    Arrays.fill(all, true);
    return all;
  }

  /** How many of the {@code rows} rows are real; at least one must be. */
  static int count(String who, boolean[] real, int rows) {
    if (real.length != rows)
      throw new IllegalArgumentException(
          "%s: expected a mask of %d rows, got %d".formatted(who, rows, real.length));
    int count = 0;
    for (boolean r : real) if (r) count++;
    if (count == 0)
      throw new IllegalArgumentException(
          "%s: expected at least one real row, got none of %d".formatted(who, rows));
    return count;
  }
}
