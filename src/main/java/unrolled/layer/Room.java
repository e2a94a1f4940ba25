package unrolled.layer;

import java.util.Arrays;
import java.util.Locale;

/**
 * Storage for a batch, made before anything of a layer is changed: an array only ever grows, and
 * keeps what stands in it, so a layer that found no room for a batch is as it was.
 */
final class Room {
  private static final int MOST = Integer.MAX_VALUE - 8; // numbers in one array
  private static final double MB = 1e6;

  private Room() {}

  /** {@code a}, or a longer copy of it if it has fewer than {@code size} numbers. */
  static double[] grown(double[] a, int size) {
    return a.length >= size ? a : Arrays.copyOf(a, size);
  }

  /** The same for floats. */
  static float[] grown(float[] a, int size) {
    return a.length >= size ? a : Arrays.copyOf(a, size);
  }

  /** Storage for so many class numbers. */
  static int[] ids(int size) {
    try {
      return new int[size];
    } catch (OutOfMemoryError e) {
      throw exhausted("%,d tokens".formatted(size), (double) size * Integer.BYTES, e);
    }
  }

  /** Whether an array can hold so many numbers. */
  static boolean holds(long numbers) {
    return numbers <= MOST;
  }

  /**
   * Refuses a batch that no array can hold.
   *
   * @param numbers of the largest array
   * @param bytes of all arrays together
   */
  static void require(Sequence xs, long numbers, double bytes) {
    if (!holds(numbers)) {
      throw new IllegalArgumentException(
          "forward: %s needs one array of %,d numbers and %s in all; an array holds at most %,d."
                  .formatted(xs, numbers, megabytes(bytes), MOST)
              + " Take fewer rows or fewer steps at once");
    }
  }

  /** What to throw where the memory of the JVM did not suffice. */
  static OutOfMemoryError exhausted(Sequence xs, double bytes, OutOfMemoryError cause) {
    return exhausted("forward: this layer with " + xs, bytes, cause);
  }

  private static OutOfMemoryError exhausted(String what, double bytes, OutOfMemoryError cause) {
    OutOfMemoryError error =
        new OutOfMemoryError(
            "%s needs %s; the JVM has at most %s."
                    .formatted(what, megabytes(bytes), megabytes(Runtime.getRuntime().maxMemory()))
                + " Take fewer rows or fewer steps at once, or start java with a larger -Xmx");
    error.initCause(cause);
    return error;
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / MB);
  }
}
