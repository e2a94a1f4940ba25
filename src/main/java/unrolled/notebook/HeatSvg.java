package unrolled.notebook;

import java.util.List;
import java.util.Locale;
import unrolled.matrix.Matrix;

/**
 * Draws a matrix as coloured cells with its numbers in them.
 *
 * <p>Blue is below zero and orange above, which colour-blind readers tell apart; the sign is also
 * written. A cell is as opaque as its number is large, over whatever the page has behind it, and
 * text has the page's own colour: so one drawing serves light and dark pages and paper.
 */
final class HeatSvg {
  private static final String NEGATIVE = "#0072b2";
  private static final String POSITIVE = "#d55e00";
  private static final double STRONGEST = 0.72; // text stays readable on it
  private static final double LETTER = 7.4; // width of a digit at 12 px
  private static final double NARROWEST = 47; // for −0.00, so that strips of one kind align
  private static final double WIDEST = 764; // of a map: a page of the book has 768 px of room
  private static final double NARROW = 12; // a cell of a piece without numbers
  private static final double LEAST = 10.5; // a cell under a label, on a narrow page
  private static final int LABEL = 14; // letters of a label of a piece

  private final Matrix values;
  private final List<String> rowLabels;
  private final List<String> columnLabels;
  private final double scale;
  private final boolean numbers;
  private final double cell;
  private final double left;
  private final double top;
  private final int from; // the first column that is drawn
  private final int to; // the column behind the last
  private final boolean piece; // of a strip, whose one row has what is told as its title

  HeatSvg(Matrix values, List<String> rowLabels, List<String> columnLabels, double scale) {
    this.values = values;
    piece = false;
    from = 0;
    to = values.cols();
    this.rowLabels = rowLabels.stream().map(VisibleToken::visible).toList();
    this.columnLabels = columnLabels.stream().map(VisibleToken::visible).toList();
    this.scale = scale;
    left = rowLabels.isEmpty() ? 1 : LETTER * longest(this.rowLabels) + 12;
    double room = (WIDEST - left) / values.cols(); // of one cell
    double tight = LETTER * longest(HeatMap.texts(values, scale)) + 10;
    numbers = tight <= room;
    cell = numbers ? Math.min(room, Math.max(NARROWEST, tight)) : Math.max(6, Math.min(24, room));
    top =
        columnLabels.isEmpty()
            ? 1
            : slanted()
                ? 12 + LETTER * longest(this.columnLabels) * Math.sin(Math.toRadians(slope()))
                : 20;
  }

  /**
   * The columns from {@code from} to before {@code to} of a row, without a margin: a piece of a
   * strip that goes on in the next line. Its cells are as wide as in all other pieces of the row.
   *
   * @param numbers whether the numbers stand in the cells
   */
  HeatSvg(Matrix row, List<String> columnLabels, double scale, boolean numbers, int from, int to) {
    values = row;
    rowLabels = List.of();
    this.columnLabels = columnLabels.stream().map(HeatSvg::shortened).toList();
    this.scale = scale;
    this.numbers = numbers;
    piece = true;
    this.from = from;
    this.to = to;
    int longest = Math.max(longest(HeatMap.texts(row, scale)), longest(this.columnLabels));
    cell = numbers ? Math.max(NARROWEST, LETTER * longest + 10) : NARROW;
    left = 1;
    top = columnLabels.isEmpty() ? 1 : 20;
  }

  private static String shortened(String label) {
    String visible = VisibleToken.visible(label);
    int length = visible.codePointCount(0, visible.length());
    if (length <= LABEL) {
      return visible;
    }
    return visible.substring(0, visible.offsetByCodePoints(0, LABEL - 1)) + "…";
  }

  static double largest(Matrix values) {
    double most = 0;
    for (double v : values.data()) {
      if (Double.isFinite(v)) {
        most = Math.max(most, Math.abs(v));
      }
    }
    return most == 0 ? 1 : most;
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private boolean slanted() {
    return columnLabels.stream().anyMatch(this::isSlanted);
  }

  /** A column label that is wider than its column is set at an angle; a + would become a ×. */
  private boolean isSlanted(String label) {
    return LETTER * label.length() > (numbers ? cell - 2 : LEAST);
  }

  /** Degrees; steeper over cells that a telephone makes narrow, so that no two labels touch. */
  private int slope() {
    return numbers ? 45 : 60;
  }

  private double overhang() {
    double run = LETTER * longest(columnLabels) * Math.cos(Math.toRadians(slope()));
    return slanted() ? run - cell / 2 : 0;
  }

  private double rowHeight() {
    return numbers ? 26 : Math.max(12, Math.min(24, Math.rint(cell)));
  }

  /**
   * The drawing; {@code told} is what a screen reader says of it.
   *
   * <p>Each row is a picture of its own, so that where pictures are taken out their numbers still
   * stand row by row. Without numbers the cells become as narrow as the page needs; with numbers
   * the row scrolls, and its label stays in view.
   */
  String draw(String told) {
    StringBuilder page = new StringBuilder();
    page.append(
        format(
            "<div role=\"img\" aria-label=\"%s\"%s>\n",
            Html.escape(told),
            slanted() ? format(" style=\"padding-right: %.0fpx\"", overhang()) : ""));
    if (!columnLabels.isEmpty()) {
      open(page, top, "");
      for (int c = from; c < to; c++) {
        columnLabel(page, c);
      }
      page.append("</svg></div>\n");
    }
    for (int r = 0; r < values.rows(); r++) {
      open(page, rowHeight(), rowLabels.isEmpty() ? "" : rowLabels.get(r));
      if (piece) {
        page.append("<title>" + Html.escape(told) + "</title>\n");
      }
      for (int c = from; c < to; c++) {
        cell(page, r, c);
      }
      page.append("</svg></div>\n");
    }
    return page.append("</div>").toString();
  }

  private void open(StringBuilder page, double height, String label) {
    page.append(format("<div style=\"display: flex%s\">", numbers ? "; width: max-content" : ""));
    if (!rowLabels.isEmpty()) {
      // What scrolls past behind a label must not shine through; each page names its own colour.
      svg(
          page,
          left,
          height,
          "flex: none; position: sticky; left: -2px; z-index: 1;"
              + " background: var(--page, var(--jp-layout-color0, transparent))");
      if (!label.isEmpty()) {
        text(page, format("%.1f", left - 8), middle(), "end", label);
      }
      page.append("</svg>");
    }
    double width = cell * (to - from);
    double least = columnLabels.isEmpty() ? to - from : LEAST * (to - from);
    svg(
        page,
        width,
        height,
        numbers ? "flex: none" : format("flex: 0 1 %.0fpx; min-width: %.0fpx", width, least));
  }

  private static void svg(StringBuilder page, double width, double height, String style) {
    page.append(
        format(
            "<svg xmlns=\"%s\" width=\"%.0f\" height=\"%.0f\" overflow=\"visible\""
                + " style=\"display: block; max-width: none; height: %.0fpx; %s\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n",
            HeatMap.NAMESPACE, width, height, height, style));
  }

  private void columnLabel(StringBuilder svg, int c) {
    String x = across(c + 0.5);
    if (!isSlanted(columnLabels.get(c))) {
      text(svg, x, top - 6, "middle", columnLabels.get(c));
      return;
    }
    // A place in percent and an angle do not go together in one element.
    svg.append(
        format(
            "<svg x=\"%s\" y=\"%.1f\" overflow=\"visible\"><text transform=\"rotate(-%d)\""
                + " fill=\"currentColor\">%s</text></svg>\n",
            x, top - 5, slope(), Html.escape(columnLabels.get(c))));
  }

  /** A place in the row, as a part of its width: so the row can become narrower. */
  private String across(double column) {
    return format("%.3f%%", 100 * (column - from) / (to - from));
  }

  private double middle() {
    return rowHeight() / 2 + 4;
  }

  private void cell(StringBuilder svg, int r, int c) {
    double v = values.get(r, c);
    double strength = Double.isFinite(v) ? Math.min(1, Math.abs(v) / scale) : 0;
    svg.append(
        format(
            "<rect class=\"k%d\" x=\"%s\" width=\"%.3f%%\" height=\"%.0f\" fill=\"%s\""
                + " fill-opacity=\"%.3f\" stroke=\"currentColor\" stroke-opacity=\"%s\"",
            c,
            across(c),
            100.0 / (to - from),
            rowHeight(),
            v < 0 ? NEGATIVE : POSITIVE,
            STRONGEST * strength,
            numbers ? "0.18" : "0.08"));
    if (numbers) {
      svg.append("/>\n");
      String number = HeatMap.text(v, scale, values);
      text(svg, across(c + 0.5), middle(), "middle", number);
    } else {
      svg.append("><title>" + Html.escape(name(r, c)) + "</title></rect>\n");
    }
  }

  private String name(int r, int c) {
    String row = rowLabels.isEmpty() ? "[" + r + "]" : rowLabels.get(r);
    String column = columnLabels.isEmpty() ? "[" + c + "]" : columnLabels.get(c);
    return row + ", " + column + ": " + Numbers.text(values.get(r, c));
  }

  private static void text(StringBuilder svg, String x, double y, String anchor, String text) {
    svg.append(
        format(
            "<text x=\"%s\" y=\"%.1f\" text-anchor=\"%s\" fill=\"currentColor\">%s</text>\n",
            x, y, anchor, Html.escape(text)));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** The colours and what they mean; those below 0 only where a number is below 0. */
  static String legend(double scale, boolean isSigned) {
    int from = isSigned ? -4 : 0;
    int width = 15 * (5 - from);
    StringBuilder svg = new StringBuilder();
    for (int i = from; i <= 4; i++) {
      svg.append(
          format(
              "<rect x=\"%d\" width=\"15\" height=\"12\" fill=\"%s\" fill-opacity=\"%.2f\"/>",
              15 * (i - from), i < 0 ? NEGATIVE : POSITIVE, STRONGEST * Math.abs(i) / 4));
    }
    return format(
        "<p><small>colours from %s <svg xmlns=\"%s\" width=\"%d\" height=\"12\""
            + " viewBox=\"0 0 %d 12\" aria-hidden=\"true\">%s</svg> to %s</small></p>",
        Numbers.text(isSigned ? -scale : 0, 2),
        HeatMap.NAMESPACE,
        width,
        width,
        svg,
        Numbers.text(scale, 2));
  }
}
