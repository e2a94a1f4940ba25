package unrolled.notebook.book;

import java.util.OptionalDouble;

/**
 * A claim as it was measured: a line of the ledger.
 *
 * @param text what is claimed
 * @param value what was measured
 * @param low the band's lower end, empty when there is none
 * @param high the band's upper end, empty when there is none
 */
record Claim(String text, double value, OptionalDouble low, OptionalDouble high) {
  boolean holds() {
    return value >= low.orElse(Double.NEGATIVE_INFINITY)
        && value <= high.orElse(Double.POSITIVE_INFINITY);
  }

  /** The band in words. */
  String band() {
    if (low.isPresent() && high.isPresent()) {
      return Html.number(low.getAsDouble()) + " to " + Html.number(high.getAsDouble());
    }
    if (low.isPresent()) {
      return "at least " + Html.number(low.getAsDouble());
    }
    return high.isPresent() ? "at most " + Html.number(high.getAsDouble()) : "any";
  }
}
