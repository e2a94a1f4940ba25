package unrolled.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Markdown tables whose columns are padded, so that a terminal shows them as well as a page. */
final class Table {
  private Table() {}

  /** One table for each name, in the order in which they come. */
  static String all(List<Line> lines) {
    Map<String, List<Line>> tables =
        lines.stream()
            .collect(Collectors.groupingBy(Line::table, LinkedHashMap::new, Collectors.toList()));
    return tables.entrySet().stream()
        .map(table -> of(table.getKey(), table.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String of(String name, List<Line> lines) {
    List<String> columns = lines.stream().map(Line::column).distinct().toList();
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Line line : lines)
      rows.computeIfAbsent(line.row(), row -> new LinkedHashMap<>())
          .put(line.column(), line.text());
    var cells = new ArrayList<List<String>>();
    cells.add(headed(name, columns));
    rows.forEach(
        (row, texts) ->
            cells.add(headed(row, columns.stream().map(c -> texts.getOrDefault(c, "")).toList())));
    return padded(cells);
  }

  private static List<String> headed(String first, Collection<String> others) {
    var cells = new ArrayList<String>(List.of(first));
    cells.addAll(others);
    return cells;
  }

  /** The first row is the head. */
  static String padded(List<List<String>> cells) {
    int[] widths =
        IntStream.range(0, cells.get(0).size())
            .map(c -> cells.stream().mapToInt(row -> row.get(c).length()).max().orElse(3))
            .map(width -> Math.max(width, 3))
            .toArray();
    var lines = new StringBuilder();
    for (List<String> row : cells) {
      lines.append(line(row, widths));
      if (row == cells.get(0)) lines.append(rule(widths));
    }
    return lines.toString();
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String rule(int[] widths) {
    return IntStream.of(widths)
        .mapToObj("-"::repeat)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
