package unrolled.notebook;

import java.util.stream.IntStream;

/**
 * The ends of an axis at round numbers, and the step between its ticks.
 *
 * @param low the lower end, a multiple of the step
 * @param high the upper end, a multiple of the step
 * @param step 1, 2 or 5 times a power of ten
 */
record Ends(double low, double high, double step) {
  /** The largest number, with either sign, that an axis can reach: its length is finite. */
  static final double LARGEST = 1e300;

  private static final double SHORTEST = 1e-290; // axis whose ticks are not 0
  private static final double FINEST = 1e-9; // share of its numbers that is an axis of its own

  /**
   * Ends around the data, with about {@code ticks} steps between them. Numbers that are all the
   * same lie in the middle.
   */
  static Ends around(double low, double high, int ticks) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low < Math.max(FINEST * size, SHORTEST)) {
      double half = size < SHORTEST ? 1 : size / 2;
      return around(low - half, low + half, ticks);
    }
    double rough = (high - low) / ticks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double significand = rough / power;
    double step =
        power * (significand > 7.5 ? 10 : significand > 3.5 ? 5 : significand > 1.5 ? 2 : 1);
    // Without the small part, 0.3 / 0.1 would be less than 3.
    double from = step * Math.floor(low / step + 1e-9);
    double to = step * Math.ceil(high / step - 1e-9);
    return new Ends(from, to > from ? to : from + step, step);
  }

  /** The same with no tick between two whole numbers: for counts. */
  Ends whole() {
    return step >= 1 ? this : new Ends(Math.floor(low), Math.ceil(high), 1);
  }

  private static final int[] TICKS = {5, 6, 4, 7, 8, 9, 10, 3};
  private static final double HIDDEN = 1e-4; // share of the axis that no eye sees

  /** Ends that are those of the data, if some step allows it; else as {@link #around}. */
  static Ends at(double low, double high) {
    for (int ticks : TICKS) {
      Ends ends = around(low, high, ticks);
      if (ends.high() - ends.low() <= (1 + 1e-6) * (high - low)) {
        return ends;
      }
    }
    return around(low, high, TICKS[0]);
  }

  /** The multiples of the step on the axis. */
  double[] ticks() {
    double first = Math.ceil(low / step - 1e-9);
    double last = Math.floor(high / step + 1e-9);
    return IntStream.rangeClosed(0, (int) (last - first))
        .mapToDouble(k -> (first + k) * step)
        .toArray();
  }

  /** How many digits tell the ticks apart. */
  int digits() {
    double size = Math.max(Math.abs(low), Math.abs(high));
    return Math.max(3, 1 + place(size) - place(step));
  }

  /** The power of ten of the first digit. */
  private static int place(double number) {
    return (int) Math.floor(Math.log10(number) + 1e-9);
  }

  /** The lower end, so far below that XChart labels it; it leaves out a label at the very end. */
  double labelledLow() {
    return low - HIDDEN * (high - low);
  }

  /** The upper end, so far above that XChart labels it. */
  double labelledHigh() {
    return high + HIDDEN * (high - low);
  }

  /** Whether the ends leave so much room beside the data that they had better end with them. */
  boolean looseAround(double dataLow, double dataHigh) {
    return high - low > 1.06 * (dataHigh - dataLow);
  }

  /** The hint that makes XChart choose this step on an axis of so many pixels. */
  int hint(double pixels) {
    return Math.max(12, (int) Math.round(step / (high - low) * pixels));
  }
}
