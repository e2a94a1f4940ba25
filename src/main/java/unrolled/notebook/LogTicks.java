package unrolled.notebook;

import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A logarithmic axis that ends at labelled powers of ten, with some six labels.
 *
 * <p>XChart labels every power of ten, and forty of them lie on top of each other.
 *
 * @param from exponent of the lower end
 * @param to exponent of the upper end
 * @param stride exponents from one label to the next
 */
record LogTicks(int from, int to, int stride) implements Function<Double, String> {
  private static final int LABELS = 6;
  private static final double LARGEST = 0.99 * Double.MAX_VALUE;

  /** The axis for values from {@code low} to {@code high}, both positive. */
  static LogTicks over(double low, double high) {
    if (!(low > 0 && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A logarithmic axis reaches from a number above 0 to a finite one, got %s and %s"
              .formatted(Numbers.text(low), Numbers.text(high)));
    }
    int from = (int) Math.floor(Math.log10(low) + 1e-9);
    int to = (int) Math.ceil(Math.log10(high) - 1e-9);
    if (to == from) {
      to++;
    }
    int stride = stride(to - from);
    return new LogTicks(
        Math.floorDiv(from, stride) * stride, -Math.floorDiv(-to, stride) * stride, stride);
  }

  private static int stride(int decades) {
    int stride = 1;
    for (int next : new int[] {1, 2, 5, 10, 20, 50, 100}) {
      if (decades > stride * LABELS) {
        stride = next;
      }
    }
    return stride;
  }

  double low() {
    return Math.max(Math.pow(10, from), Double.MIN_NORMAL);
  }

  /** XChart computes with what lies a little above, so this stays below the largest double. */
  double high() {
    return Math.min(Math.pow(10, to), LARGEST);
  }

  /** The values that have a label. */
  double[] values() {
    return IntStream.iterate(from, power -> power <= to, power -> power + stride)
        .mapToDouble(power -> Math.pow(10, power))
        .filter(value -> value >= low() && value <= high()) // what a double can be
        .toArray();
  }

  @Override
  public String apply(Double value) {
    long power = Math.round(Math.log10(value));
    boolean decade = Math.abs(Math.log10(value) - power) < 1e-6;
    return decade && power % stride == 0 ? name(power) : "";
  }

  /** All labels of an axis are written alike: as plain numbers, if none of them is long. */
  private String name(long power) {
    boolean plain = from >= -3 && to <= 4;
    return plain ? Numbers.text(Math.pow(10, power)) : "10" + Numbers.raised(power);
  }
}
