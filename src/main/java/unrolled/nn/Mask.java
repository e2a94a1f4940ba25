package unrolled.nn;

import java.util.Arrays;

/** Which rows count for a mean. */
public final class Mask {
  /** In the place of a class number: this row is padding. {@code Tokens.ids()} has it there. */
  public static final int PADDING = Integer.MIN_VALUE;

  private Mask() {}

  public static boolean[] all(int rows) {
    boolean[] all = new boolean[rows];
    Arrays.fill(all, true);
    return all;
  }

  /**
   * Refuses a class number that is not one, of a row that counts.
   *
   * @param who what the message begins with
   */
  public static void requireClasses(
      String who, int[] targets, boolean[] real, int rows, int classes) {
    for (int r = 0; r < rows; r++) {
      if (real[r] && targets[r] == PADDING) {
        throw new IllegalArgumentException(
            "%s: row %d is padding and has no class; leave it out, or pass a mask such as Tokens.real()"
                .formatted(who, r));
      }
      if (real[r] && (targets[r] < 0 || targets[r] >= classes)) {
        throw new IllegalArgumentException(
            "%s: target %d of row %d; the classes are 0 to %d"
                .formatted(who, targets[r], r, classes - 1));
      }
    }
  }

  /** How many of the {@code rows} rows are real; at least one must be. */
  public static int count(String who, boolean[] real, int rows) {
    requireRows(who, real, rows);
    return countFirst(who, real, rows);
  }

  /** Refuses a mask that is not one of so many rows. */
  public static void requireRows(String who, boolean[] real, int rows) {
    if (real.length != rows) {
      throw new IllegalArgumentException(
          "%s: expected a mask of %d rows, got %d".formatted(who, rows, real.length));
    }
  }

  /** The same for a mask that is kept from batch to batch and so may be longer. */
  public static int countFirst(String who, boolean[] real, int rows) {
    if (real.length < rows) {
      requireRows(who, real, rows);
    }
    int count = 0;
    for (int r = 0; r < rows; r++) {
      if (real[r]) {
        count++;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "%s: expected at least one real row, got none of %d".formatted(who, rows));
    }
    return count;
  }
}
