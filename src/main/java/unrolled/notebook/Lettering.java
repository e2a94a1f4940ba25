package unrolled.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What is written on a chart beside what XChart writes: labels at the ends of lines, numbers over
 * bars, lines to compare with.
 *
 * <p>Letters are drawn as outlines, as XChart draws its own.
 */
final class Lettering {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
  private static final BasicStroke COMPARED =
      new BasicStroke(
          1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 4}, 0);
  private static final int SWATCH = 20; // width, in a row of names
  private static final int BETWEEN = 20; // two names in a row

  static final double LINE = 1.2 * ChartStyle.LETTERS;
  static final double HALF = 5.5; // of the height of a letter, as an eye sees it
  static final int ROW = 24; // height of a row of names
  static final int BELOW = 24; // from the plot to the foot of the letters below it

  private final Graphics2D g;

  Lettering(Graphics2D g) {
    this.g = g;
  }

  /** A line at a height that the text speaks of, such as what chance gives. */
  record Reference(double y, String label) {
    Reference {
      if (!(Math.abs(y) <= Ends.LARGEST)) {
        throw new IllegalArgumentException(
            "reference: the height of “%s” must be a number from −10³⁰⁰ to 10³⁰⁰, got %s"
                .formatted(label, Numbers.text(y)));
      }
    }
  }

  /** A name that belongs where its line ends. */
  record Label(String text, double x, double y, Color colour, BasicStroke stroke) {}

  static double width(String text, Font font) {
    return text.isEmpty() ? 0 : layout(text, font).getAdvance();
  }

  private static TextLayout layout(String text, Font font) {
    return new TextLayout(Numbers.withMinus(text), font, CONTEXT);
  }

  /** Writes {@code text}; {@code anchor} is 0 to begin at x, 0.5 to be centred, 1 to end there. */
  void write(String text, double x, double y, double anchor, Font font, Color colour) {
    if (text.isEmpty()) {
      return;
    }
    TextLayout layout = layout(text, font);
    double left = x - anchor * layout.getAdvance();
    g.setColor(colour);
    g.fill(layout.getOutline(AffineTransform.getTranslateInstance(left, y)));
  }

  /** Writes {@code text} from the bottom to the top, from y on, in the middle of x. */
  void writeUpright(String text, double x, double y, Font font, Color colour) {
    AffineTransform turned = AffineTransform.getTranslateInstance(x + 0.36 * font.getSize2D(), y);
    turned.rotate(-Math.PI / 2);
    g.setColor(colour);
    g.fill(layout(text, font).getOutline(turned));
  }

  /** Writes {@code text} so that it rises to the right and ends at (x, y). */
  void writeSlanted(String text, double x, double y) {
    if (text.isEmpty()) {
      return;
    }
    TextLayout layout = layout(text, ChartStyle.PLAIN);
    AffineTransform turned = AffineTransform.getTranslateInstance(x, y);
    turned.rotate(-Math.PI / 4);
    turned.translate(-layout.getAdvance(), 0);
    g.setColor(ChartStyle.INK);
    g.fill(layout.getOutline(turned));
  }

  /** {@code text}, or as much of it as has room, with a sign that there is more. */
  static String shortened(String text, double room) {
    String kept = text;
    String shown = text;
    while (!kept.isEmpty() && width(shown, ChartStyle.PLAIN) > room) {
      kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1)).stripTrailing();
      shown = kept + "…";
    }
    return shown;
  }

  /** A line with its name on it, where {@code name} has its place. */
  void reference(Reference line, Rectangle2D plot, double y, Rectangle2D name) {
    compared(plot.getMinX(), plot.getMaxX(), y);
    write(line.label(), name.getMinX(), name.getMaxY() - 3, 0, ChartStyle.PLAIN, ChartStyle.INK);
  }

  /**
   * The places at which the name of a line at the height {@code y} may stand: above it and below
   * it, at the right, at the left and between. A place that is as good as another comes first.
   */
  static List<Rectangle2D> places(Reference line, Rectangle2D plot, double y) {
    double width = width(line.label(), ChartStyle.PLAIN);
    double left = plot.getMinX() + 6;
    double slack = Math.max(0, plot.getMaxX() - 4 - width - left);
    return DoubleStream.of(1, 0, 0.5, 0.75, 0.25)
        .boxed()
        .flatMap(
            share ->
                Stream.of(y - 2 - LINE, y + 2).map(top -> box(left + share * slack, top, width)))
        .filter(box -> box.getMinY() >= plot.getMinY() - LINE && box.getMaxY() <= plot.getMaxY())
        .toList();
  }

  private static Rectangle2D box(double x, double y, double width) {
    return new Rectangle2D.Double(x, y, width, LINE);
  }

  /** A line with its name behind its end. */
  void referenceBeside(Reference line, double left, double right, double y) {
    compared(left, right, y);
    write(line.label(), right + 4, y + HALF, 0, ChartStyle.PLAIN, ChartStyle.INK);
  }

  private void compared(double left, double right, double y) {
    g.setColor(ChartStyle.INK);
    g.setStroke(COMPARED);
    g.draw(new Line2D.Double(left, y, right, y));
  }

  /** Writes labels beside the plot, each as near to the height of its line as the others allow. */
  void ends(List<Label> labels, Rectangle2D plot) {
    double left = plot.getMaxX();
    List<Label> placed = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double[] heights =
        spread(placed.stream().mapToDouble(Label::y).toArray(), plot.getMinY() + 4, plot.getMaxY());
    for (int i = 0; i < placed.size(); i++) {
      Label label = placed.get(i);
      g.setColor(label.colour());
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(label.x() + 2, label.y(), left + 10, heights[i]));
      g.setStroke(label.stroke());
      g.draw(new Line2D.Double(left + 10, heights[i], left + 34, heights[i]));
      write(label.text(), left + 38, heights[i] + HALF, 0, ChartStyle.PLAIN, ChartStyle.INK);
    }
  }

  /** Heights in order, at least a line apart, inside the plot where there is room. */
  static double[] spread(double[] wanted, double top, double bottom) {
    double[] y = wanted.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(y[i], i == 0 ? top : y[i - 1] + LINE);
    }
    double limit = bottom;
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(y[i], limit);
      limit = y[i] - LINE;
    }
    return y;
  }

  /** The names of bars in as many rows as they need, each with the filling of its bars. */
  static List<List<Label>> rows(List<Label> labels, double width) {
    List<List<Label>> rows = new ArrayList<>();
    for (Label label : labels) {
      List<Label> longer = new ArrayList<>(rows.isEmpty() ? List.of() : rows.get(rows.size() - 1));
      longer.add(label);
      if (!rows.isEmpty() && width(longer) <= width) {
        rows.set(rows.size() - 1, longer);
      } else {
        rows.add(List.of(label));
      }
    }
    return rows;
  }

  private static double width(List<Label> row) {
    return row.stream()
            .mapToDouble(label -> SWATCH + 6 + width(label.text(), ChartStyle.PLAIN))
            .sum()
        + (row.size() - 1) * BETWEEN;
  }

  /** Rows of names, centred; the last stands on {@code y}. */
  void legend(List<List<Label>> rows, double middle, double y) {
    int place = 0;
    for (int r = 0; r < rows.size(); r++) {
      double foot = y - (rows.size() - 1 - r) * ROW;
      double x = middle - width(rows.get(r)) / 2;
      for (Label label : rows.get(r)) {
        Hatch.fill(g, new Rectangle2D.Double(x, foot - 13, SWATCH, 15), label.colour(), place++);
        x += SWATCH + 6;
        write(label.text(), x, foot, 0, ChartStyle.PLAIN, ChartStyle.INK);
        x += width(label.text(), ChartStyle.PLAIN) + BETWEEN;
      }
    }
  }

  static double room(List<String> labels) {
    return labels.stream().mapToDouble(text -> width(text, ChartStyle.PLAIN)).max().orElse(0) + 44;
  }
}
