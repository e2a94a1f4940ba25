package unrolled.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

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
    try (Reader csv =
        new InputStreamReader(
            Objects.requireNonNull(Sunspots.class.getResourceAsStream("sunspots.csv")),
            StandardCharsets.UTF_8)) {
      return Table.read()
          .usingOptions(CsvReadOptions.builder(csv).commentPrefix('#'))
          .setName("sunspots");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sunspot table", e);
    }
  }
}
