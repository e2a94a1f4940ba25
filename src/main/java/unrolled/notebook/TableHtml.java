package unrolled.notebook;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Tablesaw tables as HTML that needs no style to be read. */
final class TableHtml {
  private static final int ROWS = 20;

  private TableHtml() {}

  static String of(Table table) {
    int shown = Math.min(ROWS, table.rowCount());
    String head =
        table.columnNames().stream()
            .map(name -> "<th>" + Html.escape(name) + "</th>")
            .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>"));
    String body =
        IntStream.range(0, shown)
            .mapToObj(row -> row(table, row))
            .collect(Collectors.joining("\n", "<tbody>\n", "\n</tbody>"));
    String rest =
        shown < table.rowCount()
            ? "<p>first %d of %,d rows</p>".formatted(shown, table.rowCount())
            : "";
    return "<table>\n" + caption(table) + head + "\n" + body + "\n</table>\n" + rest;
  }

  private static String caption(Table table) {
    String name = table.name() == null ? "" : table.name();
    return name.isBlank() ? "" : "<caption>" + Html.escape(name) + "</caption>\n";
  }

  private static String row(Table table, int row) {
    return IntStream.range(0, table.columnCount())
        .mapToObj(column -> "<td>" + Html.escape(table.getString(row, column)) + "</td>")
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  /** The text of a piece of HTML, for a terminal. */
  static String strip(String html) {
    return html.replaceAll("(?is)<(style|script)\\b.*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("[ \\t]+", " ")
        .replaceAll("\\s*\\n\\s*", "\n")
        .strip();
  }
}
