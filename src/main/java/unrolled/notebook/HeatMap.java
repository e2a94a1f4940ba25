package unrolled.notebook;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/**
 * A matrix as coloured cells: blue below zero, orange above, the numbers in the cells where there
 * is room.
 *
 * <p>In a terminal it is a table of the numbers.
 */
public final class HeatMap implements Rich {
  static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final int TOLD = 64; // cells that a screen reader is given one by one

  private final Matrix values;
  private final List<String> rowLabels;
  private final List<String> columnLabels;
  private final String title;
  private final double scale;

  private HeatMap(
      Matrix values,
      List<String> rowLabels,
      List<String> columnLabels,
      String title,
      double scale) {
    this.values = values;
    this.rowLabels = rowLabels.stream().map(Numbers::withMinus).toList();
    this.columnLabels = columnLabels.stream().map(Numbers::withMinus).toList();
    this.title = Numbers.withMinus(title);
    this.scale = scale;
  }

  /**
   * A map of {@code values}, which are copied.
   *
   * @param rowLabels one for each row, or none
   * @param columnLabels one for each column, or none
   * @throws IllegalArgumentException if the matrix is empty or a label is missing
   */
  public static HeatMap of(
      Matrix values, List<String> rowLabels, List<String> columnLabels, String title) {
    if (values.data().length == 0) {
      throw new IllegalArgumentException("HeatMap: expected numbers, got " + values.shape());
    }
    requireLabels("row", rowLabels, values.rows(), values);
    requireLabels("column", columnLabels, values.cols(), values);
    return new HeatMap(values.copy(), rowLabels, columnLabels, title, HeatSvg.largest(values));
  }

  /** A single row: a vector at one moment. */
  public static HeatMap strip(String title, double... values) {
    return of(Matrix.row(values), List.of(), List.of(), title);
  }

  /**
   * The same map with full colour at {@code ±largest}. Maps that are compared need one scale: 1 for
   * the states of a tanh.
   *
   * @throws IllegalArgumentException if {@code largest} is not a positive number
   */
  public HeatMap scale(double largest) {
    if (!(largest > 0 && Double.isFinite(largest))) {
      throw new IllegalArgumentException(
          "HeatMap: expected a scale above 0, got " + Numbers.text(largest));
    }
    return new HeatMap(values, rowLabels, columnLabels, title, largest);
  }

  private static void requireLabels(String which, List<String> labels, int expected, Matrix m) {
    if (!labels.isEmpty() && labels.size() != expected) {
      throw new IllegalArgumentException(
          "HeatMap: %s needs %d %s labels or none, got %d"
              .formatted(m.shape(), expected, which, labels.size()));
    }
  }

  @Override
  public Map<String, String> mime() {
    String drawing = new HeatSvg(values, rowLabels, columnLabels, scale).draw(told());
    boolean isSigned = Arrays.stream(values.data()).anyMatch(v -> v < 0);
    return Map.of(
        "text/html",
        "<div class=\"unrolled-heat\">\n<p><b>%s</b></p>\n<div style=\"overflow-x: auto; padding: 2px\">%s</div>\n%s\n</div>"
            .formatted(Html.escape(title), drawing, HeatSvg.legend(scale, isSigned)));
  }

  private String told() {
    if (values.data().length > TOLD) {
      int largest = largest();
      int row = largest / values.cols(), column = largest % values.cols();
      return "%s, %s, from %s to %s; farthest from 0 is %s at %s, %s"
          .formatted(
              title,
              values.shape(),
              Numbers.text(Arrays.stream(values.data()).min().orElseThrow()),
              Numbers.text(Arrays.stream(values.data()).max().orElseThrow()),
              Numbers.text(values.get(row, column)),
              name("row", rowLabels, row),
              name("column", columnLabels, column));
    }
    return IntStream.range(0, values.rows())
        .mapToObj(r -> rowName(r) + String.join(" ", texts(row(r), 1)))
        .collect(Collectors.joining("; ", title + ": ", ""));
  }

  /** The place of the number that is farthest from 0, row after row. */
  private int largest() {
    double[] all = values.data();
    return IntStream.range(0, all.length)
        .boxed()
        .max(Comparator.comparingDouble(i -> Double.isNaN(all[i]) ? -1 : Math.abs(all[i])))
        .orElseThrow();
  }

  private static String name(String which, List<String> labels, int place) {
    return which
        + " "
        + (labels.isEmpty() ? "[" + place + "]" : VisibleToken.visible(labels.get(place)));
  }

  private String rowName(int r) {
    return rowLabels.isEmpty() ? "" : VisibleToken.visible(rowLabels.get(r)) + " ";
  }

  private Matrix row(int r) {
    double[] row = Arrays.copyOfRange(values.data(), r * values.cols(), (r + 1) * values.cols());
    return Matrix.wrap(1, values.cols(), row);
  }

  static List<String> texts(Matrix values, double scale) {
    return Arrays.stream(values.data()).mapToObj(v -> text(v, scale, values)).toList();
  }

  /**
   * As many decimals as the scale needs, the same for all; none if all {@code values} are whole.
   */
  static String text(double v, double scale, Matrix values) {
    boolean whole = Arrays.stream(values.data()).allMatch(x -> x == Math.rint(x));
    if (scale < 0.1) {
      return Numbers.text(v, 2);
    }
    return Numbers.decimals(v, whole || scale >= 100 ? 0 : scale >= 10 ? 1 : 2);
  }

  /** The title and a table of the numbers. */
  @Override
  public String toString() {
    return title + "\n" + TextTable.of(values, rowLabels, columnLabels);
  }
}
