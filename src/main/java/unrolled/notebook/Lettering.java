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
import java.util.Comparator;
import java.util.List;

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
  private static final double LINE = 1.2 * ChartStyle.LETTERS;

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
    TextLayout layout = layout(text, font);
    AffineTransform turned = AffineTransform.getTranslateInstance(x + 0.36 * font.getSize2D(), y);
    turned.rotate(-Math.PI / 2);
    g.setColor(colour);
    g.fill(layout.getOutline(turned));
  }

  /** A line with its name on it, at its end or at its beginning. */
  void reference(Reference line, double left, double right, double y, boolean atLeft) {
    compared(left, right, y);
    write(
        line.label(),
        atLeft ? left + 6 : right - 4,
        y - 5,
        atLeft ? 0 : 1,
        ChartStyle.PLAIN,
        ChartStyle.INK);
  }

  /** A line with its name behind its end. */
  void referenceBeside(Reference line, double left, double right, double y) {
    compared(left, right, y);
    write(line.label(), right + 4, y + 5.5, 0, ChartStyle.PLAIN, ChartStyle.INK);
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
      write(label.text(), left + 38, heights[i] + 5.5, 0, ChartStyle.PLAIN, ChartStyle.INK);
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

  /** A row of names with the colours of their bars, centred. */
  void legend(List<Label> labels, double middle, double y) {
    double all = labels.stream().mapToDouble(label -> width(label.text(), ChartStyle.PLAIN)).sum();
    double x = middle - (all + labels.size() * 20 + (labels.size() - 1) * 24) / 2;
    for (Label label : labels) {
      g.setColor(label.colour());
      g.fill(new Rectangle2D.Double(x, y - 12, 14, 14));
      write(label.text(), x + 20, y, 0, ChartStyle.PLAIN, ChartStyle.INK);
      x += 44 + width(label.text(), ChartStyle.PLAIN);
    }
  }

  static double room(List<String> labels) {
    return labels.stream().mapToDouble(text -> width(text, ChartStyle.PLAIN)).max().orElse(0) + 44;
  }
}
