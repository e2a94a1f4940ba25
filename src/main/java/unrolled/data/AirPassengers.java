package unrolled.data;

import tech.tablesaw.api.Table;

/**
 * Passengers on international air lines, in thousands a month, 1949 to 1960: 144 rows with the
 * columns {@code month} (its first day) and {@code passengers}.
 *
 * <p>Box and Jenkins, "Time series analysis: forecasting and control", 1976, series G; known as
 * AirPassengers in R.
 */
public final class AirPassengers {
  private AirPassengers() {}

  /** A new table; yours to change. */
  public static Table table() {
    return Tables.read("air-passengers");
  }

  /** The passengers alone, in order. */
  public static double[] series() {
    return table().numberColumn("passengers").asDoubleArray();
  }
}
