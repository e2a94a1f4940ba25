package unrolled.notebook;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

/** XChart's bar chart with the numbers in one row above the bars and lines to compare with. */
public final class BarChart extends CategoryChart {
  private static final int TICKS = 4;
  private static final double FILL = 0.62; // of the room of a category
  private static final int LEGEND = 30; // height of the row of names
  private static final double PLOT = 0.8; // about the share of a side that the plot has

  private final List<Lettering.Reference> references = new ArrayList<>();

  BarChart(String title, String xTitle, String yTitle) {
    super(ChartStyle.WIDTH, ChartStyle.HEIGHT);
    setTitle(title);
    setXAxisTitle(xTitle);
    setYAxisTitle(yTitle);
    ChartStyle.apply(getStyler());
    // XChart sets each name by its own letters, higher if it has a g: ours stand on one line.
    getStyler().setXAxisTickLabelsColor(ChartStyle.UNSEEN);
    getStyler().setLegendVisible(false);
    getStyler().setAvailableSpaceFill(FILL);
    getStyler().setYAxisTickLabelsFormattingFunction(Numbers::text);
  }

  /** Draws a dashed line at a height that the text speaks of, such as what chance gives. */
  public BarChart reference(double y, String label) {
    references.add(new Lettering.Reference(y, label));
    return this;
  }

  /** For the names of the lines to compare with, which would lie on the bars. */
  private int room() {
    return (int)
        references.stream()
            .mapToDouble(line -> Lettering.width(line.label(), ChartStyle.PLAIN))
            .max()
            .orElse(0);
  }

  private DoubleStream values() {
    return getSeriesCollection().stream()
        .flatMapToDouble(series -> Arrays.stream(series.getYData()))
        .filter(y -> Math.abs(y) <= Ends.LARGEST);
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    if (values().findAny().isEmpty()) {
      throw new IllegalStateException(
          "The chart “%s” has nothing to draw: expected a series with a number from −10³⁰⁰ to 10³⁰⁰"
              .formatted(getTitle()));
    }
    var styler = getStyler();
    Double[] asked = {styler.getYAxisMin(), styler.getYAxisMax()};
    var y =
        DoubleStream.concat(values(), references.stream().mapToDouble(Lettering.Reference::y))
            .summaryStatistics();
    double top = y.getMin() == 0 && y.getMax() == 0 ? 1 : y.getMax();
    Ends ends = Ends.around(Math.min(0, y.getMin()), Math.max(0, top), TICKS);
    boolean grouped = getSeriesCollection().size() > 1;
    try {
      if (asked[0] == null) {
        styler.setYAxisMin(ends.labelledLow());
      }
      double span = ends.high() - ends.low();
      double share = 1.2 * widest() / (PLOT * height);
      // Room for the numbers; those that lie need less than would make another tick.
      double room =
          isUpright(PLOT * (width - room()))
              ? span * share / (1 - share)
              : Math.min(0.12 * span, 0.9 * ends.step());
      if (asked[1] == null) {
        styler.setYAxisMax(ends.high() + room);
      }
      styler.setYAxisTickMarkSpacingHint(ends.hint(0.66 * height));
      g.setColor(styler.getChartBackgroundColor());
      g.fill(new Rectangle2D.Double(0, 0, width, height));
      super.paint(g, width - room(), height - (grouped ? LEGEND : 0));
      letter(g, width, height, grouped);
    } finally {
      styler.setYAxisMin(asked[0]);
      styler.setYAxisMax(asked[1]);
      setWidth(width);
      setHeight(height);
    }
  }

  private void letter(Graphics2D g, int width, int height, boolean grouped) {
    Rectangle2D plotted = plot.getBounds();
    Lettering lettering = new Lettering(g);
    for (var line : references) {
      lettering.referenceBeside(
          line, plotted.getMinX(), plotted.getMaxX(), getScreenYFromChart(line.y()));
    }
    List<CategorySeries> all = List.copyOf(getSeriesCollection());
    for (int s = 0; s < all.size(); s++) {
      numbers(lettering, plotted, all.get(s), s);
    }
    List<?> names = List.copyOf(all.get(0).getXData());
    double category = plotted.getWidth() / names.size();
    for (int c = 0; c < names.size(); c++) {
      lettering.write(
          names.get(c).toString(),
          plotted.getMinX() + (c + 0.5) * category,
          plotted.getMaxY() + 24,
          0.5,
          ChartStyle.PLAIN,
          ChartStyle.INK);
    }
    if (grouped) {
      lettering.legend(all.stream().map(BarChart::label).toList(), width / 2.0, height - 12);
    }
  }

  private void numbers(Lettering lettering, Rectangle2D plotted, CategorySeries series, int s) {
    double[] values = series.getYData();
    double category = plotted.getWidth() / values.length;
    double bar = FILL * category / getSeriesCollection().size();
    for (int c = 0; c < values.length; c++) {
      String number = number(values[c]);
      double x = plotted.getMinX() + (c + (1 - FILL) / 2) * category + (s + 0.5) * bar;
      double y = plotted.getMinY() + 12;
      if (isUpright(plotted.getWidth())) {
        lettering.writeUpright(number, x, y + widest() - 12, ChartStyle.BOLD, ChartStyle.INK);
      } else {
        lettering.write(number, x, y, 0.5, ChartStyle.BOLD, ChartStyle.INK);
      }
    }
  }

  /** Whether the widest number would meet the one beside it, so that all are turned. */
  private boolean isUpright(double width) {
    int series = getSeriesCollection().size();
    if (series == 1) {
      return false;
    }
    double bar = FILL * width / getSeriesCollection().iterator().next().getYData().length / series;
    return widest() > bar - 2;
  }

  private double widest() {
    return values()
        .mapToObj(v -> Lettering.width(number(v), ChartStyle.BOLD))
        .max(Double::compare)
        .orElse(0.0);
  }

  /** With as many decimals as the numbers of this chart need. */
  private String number(double value) {
    double largest = values().map(Math::abs).max().orElse(1);
    boolean whole = values().allMatch(v -> v == Math.rint(v));
    return Numbers.fixed(value, whole || largest >= 100 ? 0 : largest >= 10 ? 1 : 2);
  }

  private static Lettering.Label label(CategorySeries series) {
    return new Lettering.Label(series.getName(), 0, 0, series.getFillColor(), ChartStyle.line(0));
  }

  /** What the chart shows, for a reader who does not see it. */
  String told() {
    String bars =
        getSeriesCollection().stream()
            .map(
                series ->
                    (getSeriesCollection().size() > 1 ? series.getName() + ": " : "")
                        + bars(series))
            .collect(Collectors.joining("; "));
    String compared =
        references.stream()
            .map(line -> "; dashed line at " + Numbers.text(line.y()) + ", " + line.label())
            .collect(Collectors.joining());
    return "%s. %s: %s%s.".formatted(getTitle(), getYAxisTitle(), bars, compared);
  }

  private static String bars(CategorySeries series) {
    List<?> names = List.copyOf(series.getXData());
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + " " + Numbers.text(series.getYData()[i]))
        .collect(Collectors.joining(", "));
  }
}
