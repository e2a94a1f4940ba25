package unrolled.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;

/** Labelled numbers in columns, for a terminal. */
final class TextTable {
  private TextTable() {}

  static String of(Matrix values, List<String> rowLabels, List<String> columnLabels) {
    List<String> numbers = HeatMap.texts(values, HeatSvg.largest(values));
    int width = width(Stream.concat(numbers.stream(), visible(columnLabels)));
    int margin = width(visible(rowLabels));
    String head =
        columnLabels.isEmpty()
            ? ""
            : line(margin, "", visible(columnLabels).toList(), width) + "\n";
    return IntStream.range(0, values.rows())
        .mapToObj(
            r ->
                line(
                    margin,
                    rowLabels.isEmpty() ? "" : VisibleToken.visible(rowLabels.get(r)),
                    numbers.subList(r * values.cols(), (r + 1) * values.cols()),
                    width))
        .collect(Collectors.joining("\n", head, ""));
  }

  private static Stream<String> visible(List<String> labels) {
    return labels.stream().map(VisibleToken::visible);
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  private static String line(int margin, String label, List<String> texts, int width) {
    String start = margin == 0 ? "" : pad(label, margin);
    return texts.stream()
        .map(text -> pad(text, width))
        .collect(Collectors.joining("  ", margin == 0 ? "" : start + "  ", ""));
  }

  private static String pad(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
