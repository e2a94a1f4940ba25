package unrolled.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * The axes of a chart, with their marks, labels and rules.
 *
 * <p>XChart places its own marks, and leaves out labels that it finds too wide or too near to an
 * end. So that a mark and its label never disagree, both are drawn from one list.
 */
final class Axes {
  private static final int MARK = 4;
  private static final int BESIDE = 8; // from the axis to the labels of y

  private Axes() {}

  /** A place on an axis, in px, with what is written there. */
  record Tick(double at, String label) {}

  /**
   * Paints what {@code chart} paints, with {@code grid} under it. XChart says where its plot is
   * after it has painted, so it paints twice.
   */
  static void paintOver(
      Runnable grid, AxesChartStyler styler, Graphics2D g, Consumer<Graphics2D> chart) {
    var paper = styler.getChartBackgroundColor();
    var plot = styler.getPlotBackgroundColor();
    styler.setChartBackgroundColor(ChartStyle.UNSEEN);
    styler.setPlotBackgroundColor(ChartStyle.UNSEEN);
    try {
      chart.accept(unseen(g));
      grid.run();
      chart.accept(g);
    } finally {
      styler.setChartBackgroundColor(paper);
      styler.setPlotBackgroundColor(plot);
    }
  }

  /** Graphics that measure letters as {@code g} does. */
  static Graphics2D unseen(Graphics2D g) {
    if (g instanceof VectorGraphics2D) {
      return new VectorGraphics2D();
    }
    return new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
  }

  /** A rule through the plot at each tick of the y axis. */
  static void grid(Graphics2D g, Rectangle2D plot, List<Tick> ticks) {
    g.setColor(ChartStyle.GRID);
    g.setStroke(new BasicStroke(1));
    for (Tick tick : ticks) {
      g.draw(new Line2D.Double(plot.getMinX(), tick.at(), plot.getMaxX(), tick.at()));
    }
  }

  /** The x axis at the height {@code y}, with its ticks at the lower edge of the plot. */
  static void x(Graphics2D g, Rectangle2D plot, double y, List<Tick> ticks) {
    axis(g, new Line2D.Double(plot.getMinX(), y, plot.getMaxX(), y));
    Lettering lettering = new Lettering(g);
    for (Tick tick : ticks) {
      axis(g, new Line2D.Double(tick.at(), y, tick.at(), y + MARK));
      lettering.write(
          tick.label(),
          tick.at(),
          plot.getMaxY() + Lettering.BELOW,
          0.5,
          ChartStyle.PLAIN,
          ChartStyle.QUIET);
    }
  }

  /** The y axis with its ticks. */
  static void y(Graphics2D g, Rectangle2D plot, List<Tick> ticks) {
    double x = plot.getMinX();
    axis(g, new Line2D.Double(x, plot.getMinY(), x, plot.getMaxY()));
    Lettering lettering = new Lettering(g);
    for (Tick tick : ticks) {
      axis(g, new Line2D.Double(x - MARK, tick.at(), x, tick.at()));
      lettering.write(
          tick.label(),
          x - BESIDE,
          tick.at() + Lettering.HALF,
          1,
          ChartStyle.PLAIN,
          ChartStyle.QUIET);
    }
  }

  private static void axis(Graphics2D g, Line2D line) {
    g.setColor(ChartStyle.QUIET);
    g.setStroke(new BasicStroke(1));
    g.draw(line);
  }
}
