package unrolled.notebook;

/**
 * The numbers between which a measured figure must lie, both ends included.
 *
 * <pre>{@code
 * low ≤ value ≤ high        an open end is infinite
 * }</pre>
 *
 * @param low the lower end, or {@code Double.NEGATIVE_INFINITY}
 * @param high the upper end, or {@code Double.POSITIVE_INFINITY}
 */
public record Band(double low, double high) {
  /** Throws if an end is NaN, if {@code low > high}, or if both ends are open. */
  public Band {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "Band: expected low ≤ high, got low %s and high %s".formatted(low, high));
    }
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      throw new IllegalArgumentException("Band: expected at least one end, got none");
    }
  }

  /** From {@code low} to {@code high}. */
  public static Band between(double low, double high) {
    return new Band(low, high);
  }

  /** At most {@code tolerance} away from {@code center}. */
  public static Band within(double center, double tolerance) {
    return new Band(center - tolerance, center + tolerance);
  }

  /** {@code low} or more. */
  public static Band atLeast(double low) {
    return new Band(low, Double.POSITIVE_INFINITY);
  }

  /** {@code high} or less. */
  public static Band atMost(double high) {
    return new Band(Double.NEGATIVE_INFINITY, high);
  }

  /** Whether {@code value} lies in the band. NaN and the infinities lie in none. */
  public boolean holds(double value) {
    return Double.isFinite(value) && low <= value && value <= high;
  }

  /** The band in words: {@code between 0.48 and 0.52}. */
  @Override
  public String toString() {
    return words(3);
  }

  String words(int digits) {
    if (low == high) {
      return "at exactly " + Numbers.text(low, digits);
    }
    if (high == Double.POSITIVE_INFINITY) {
      return "at or above " + Numbers.text(low, digits);
    }
    if (low == Double.NEGATIVE_INFINITY) {
      return "at or below " + Numbers.text(high, digits);
    }
    return "between " + Numbers.text(low, digits) + " and " + Numbers.text(high, digits);
  }

  /** The fewest digits from 3 up that show on which side of each end {@code value} lies. */
  int digitsFor(double value) {
    int digits = 3;
    while (digits < 17 && (blurs(value, low, digits) || blurs(value, high, digits))) {
      digits++;
    }
    return digits;
  }

  private static boolean blurs(double value, double end, int digits) {
    return value != end && Numbers.text(value, digits).equals(Numbers.text(end, digits));
  }
}
