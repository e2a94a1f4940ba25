package unrolled.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The tables that ship with the project. */
final class Tables {
  private Tables() {}

  /** The table in {@code name}.csv beside this class; lines that begin with # are its source. */
  static Table read(String name) {
    try (Reader csv =
        new InputStreamReader(
            Objects.requireNonNull(Tables.class.getResourceAsStream(name + ".csv")),
            StandardCharsets.UTF_8)) {
      return Table.read()
          .usingOptions(CsvReadOptions.builder(csv).commentPrefix('#'))
          .setName(name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table " + name, e);
    }
  }
}
