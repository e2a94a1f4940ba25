package unrolled.notebook;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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
  private static final double STRONGEST = 0.8; // text stays readable on it
  private static final double LETTER = 7.4; // width of a digit at 12 px
  private static final double NARROWEST = 47; // for −0.00, so that strips of one kind align
  private static final int WIDEST = 760; // of the cells, when they hold numbers

  private final Matrix values;
  private final List<String> rowLabels;
  private final List<String> columnLabels;
  private final double scale;
  private final boolean numbers;
  private final double cell;
  private final double left;
  private final double top;

  HeatSvg(Matrix values, List<String> rowLabels, List<String> columnLabels, double scale) {
    this.values = values;
    this.rowLabels = rowLabels.stream().map(Tokens::visible).toList();
    this.columnLabels = columnLabels.stream().map(Tokens::visible).toList();
    this.scale = scale;
    double wide = Math.max(NARROWEST, LETTER * longest(HeatMap.texts(values, scale)) + 10);
    numbers = wide * values.cols() <= WIDEST;
    cell = numbers ? wide : Math.max(6, Math.min(24, (double) WIDEST / values.cols()));
    left = rowLabels.isEmpty() ? 1 : LETTER * longest(this.rowLabels) + 12;
    top =
        columnLabels.isEmpty()
            ? 1
            : slanted() ? 12 + 0.7 * LETTER * longest(this.columnLabels) : 20;
  }

  static double largest(Matrix values) {
    double most = 0;
    for (double v : values.data()) if (Double.isFinite(v)) most = Math.max(most, Math.abs(v));
    return most == 0 ? 1 : most;
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Column labels that are wider than their column are set at an angle. */
  private boolean slanted() {
    return LETTER * longest(columnLabels) > cell - 2;
  }

  private double rowHeight() {
    return numbers ? 26 : Math.max(12, Math.min(24, cell));
  }

  /** The drawing; {@code told} is what a screen reader says of it. */
  String draw(String told) {
    double overhang = slanted() ? 0.7 * LETTER * longest(columnLabels) : 0;
    double width = left + cell * values.cols() + 1 + overhang;
    double height = top + rowHeight() * values.rows() + 1;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"%s\" role=\"img\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\""
                + " font-family=\"sans-serif\" font-size=\"12\" aria-label=\"%s\">\n",
            HeatMap.NAMESPACE, width, height, width, height, TableHtml.escape(told)));
    for (int c = 0; c < columnLabels.size(); c++) columnLabel(svg, c);
    for (int r = 0; r < values.rows(); r++) {
      if (!rowLabels.isEmpty()) text(svg, left - 8, middle(r), "end", rowLabels.get(r));
      for (int c = 0; c < values.cols(); c++) cell(svg, r, c);
    }
    return svg.append("</svg>").toString();
  }

  private void columnLabel(StringBuilder svg, int c) {
    double x = left + cell * (c + 0.5);
    if (!slanted()) {
      text(svg, x, top - 6, "middle", columnLabels.get(c));
      return;
    }
    svg.append(
        format(
            "<text transform=\"translate(%.1f %.1f) rotate(-45)\" fill=\"currentColor\">%s</text>\n",
            x, top - 5, TableHtml.escape(columnLabels.get(c))));
  }

  private double middle(int r) {
    return top + rowHeight() * (r + 0.5) + 4;
  }

  private void cell(StringBuilder svg, int r, int c) {
    double v = values.get(r, c);
    double strength = Double.isFinite(v) ? Math.min(1, Math.abs(v) / scale) : 0;
    svg.append(
        format(
            "<rect class=\"k%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                + " fill-opacity=\"%.3f\" stroke=\"currentColor\" stroke-opacity=\"%s\"",
            c,
            left + cell * c,
            top + rowHeight() * r,
            cell,
            rowHeight(),
            v < 0 ? NEGATIVE : POSITIVE,
            STRONGEST * strength,
            numbers ? "0.18" : "0.08"));
    if (numbers) {
      svg.append("/>\n");
      String number = Numbers.html(HeatMap.text(v, scale, values));
      text(svg, left + cell * (c + 0.5), middle(r), "middle", number);
    } else {
      svg.append("><title>" + TableHtml.escape(name(r, c)) + "</title></rect>\n");
    }
  }

  private String name(int r, int c) {
    String row = rowLabels.isEmpty() ? "[" + r + "]" : rowLabels.get(r);
    String column = columnLabels.isEmpty() ? "[" + c + "]" : columnLabels.get(c);
    return row + ", " + column + ": " + Numbers.html(Numbers.text(values.get(r, c), 4));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"currentColor\">%s</text>\n",
            x, y, anchor, TableHtml.escape(text)));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** The colours and what they mean, as a drawing of its own. */
  static String legend(double scale) {
    Matrix ramp = Matrix.row(IntStream.rangeClosed(-4, 4).mapToDouble(i -> i / 4.0).toArray());
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"%s\" width=\"260\" height=\"16\" viewBox=\"0 0 260 16\""
                .formatted(HeatMap.NAMESPACE)
            + " font-family=\"sans-serif\" font-size=\"11\" aria-hidden=\"true\">\n");
    text(svg, 56, 12, "end", Numbers.html(Numbers.text(-scale, 2)));
    for (int i = 0; i < ramp.cols(); i++)
      svg.append(
          format(
              "<rect x=\"%d\" y=\"2\" width=\"15\" height=\"12\" fill=\"%s\" fill-opacity=\"%.2f\"/>\n",
              62 + 15 * i,
              ramp.get(0, i) < 0 ? NEGATIVE : POSITIVE,
              STRONGEST * Math.abs(ramp.get(0, i))));
    text(svg, 203, 12, "start", Numbers.text(scale, 2));
    return svg.append("</svg>").toString();
  }
}
