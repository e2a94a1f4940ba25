package unrolled.data;

import tech.tablesaw.api.Table;

/**
 * The yearly mean number of sunspots, 1700 to 2008: 309 rows with the columns {@code year} and
 * {@code sunspots}.
 *
 * <p>As published in statsmodels, from the National Geophysical Data Center; public domain.
 */
public final class Sunspots {
  private Sunspots() {}

  /** A new table; yours to change. */
  public static Table table() {
    return Tables.read("sunspots");
  }
}
