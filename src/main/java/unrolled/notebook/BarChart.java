package unrolled.notebook;

import java.awt.Color;
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
  private static final int LEGEND = 6; // above the rows of names
  private static final double PLOT = 0.66; // about the share of the height that the axis has

  private static final int MARGIN = 10;
  private static final int GAP = 4; // between two numbers
  private static final int UPRIGHT = 13; // width of a number that is turned
  private static final int ROOM = 26; // height of the row of numbers

  private final List<Lettering.Reference> references = new ArrayList<>();

  BarChart(String title, String xTitle, String yTitle) {
    super(ChartStyle.WIDTH, ChartStyle.HEIGHT);
    setTitle(Numbers.withMinus(title));
    setXAxisTitle(Numbers.withMinus(xTitle));
    setYAxisTitle(Numbers.withMinus(yTitle));
    ChartStyle.apply(getStyler());
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
    boolean xTitle = styler.isXAxisTitleVisible();
    boolean grouped = getSeriesCollection().size() > 1;
    List<Color> colours = List.of();
    try {
      Ends ends = ends();
      styler.setYAxisMin(ends.labelledLow());
      styler.setYAxisMax(ends.labelledHigh());
      styler.setYAxisTickMarkSpacingHint(ends.hint(PLOT * height));
      styler.setXAxisTitleVisible(false); // XChart would write it on the second line of the names
      super.paint(Axes.unseen(g), width - room(), height); // to see how large the plot will be
      Rectangle2D free = plot.getBounds();
      BarNames names = BarNames.fitting(names(), free.getWidth() / names().size(), free.getMinX());
      var rows = Lettering.rows(labels(), width - 2.0 * MARGIN);
      double legend = grouped ? LEGEND + rows.size() * Lettering.ROW : 0;
      boolean titled = xTitle && !getXAxisTitle().isBlank();
      double below = names.more() + (titled ? Lettering.ROW : 0) + legend;
      if (asked[1] == null) {
        styler.setYAxisMax(withNumbers(ends, free.getWidth(), free.getHeight() - below));
      }
      g.setColor(styler.getChartBackgroundColor());
      g.fill(new Rectangle2D.Double(0, 0, width, height));
      if (grouped) {
        colours = getSeriesCollection().stream().map(CategorySeries::getFillColor).toList();
        getSeriesCollection().forEach(series -> series.setFillColor(ChartStyle.UNSEEN));
      }
      Axes.paintOver(
          () -> Axes.grid(g, plot.getBounds(), yTicks(ends)),
          styler,
          g,
          graphics -> super.paint(graphics, width - room(), (int) (height - below)));
      hatch(g, colours);
      letter(g, ends, names);
      Lettering lettering = new Lettering(g);
      if (titled) {
        lettering.write(
            getXAxisTitle(),
            plot.getBounds().getCenterX(),
            height - MARGIN / 2.0 - legend,
            0.5,
            ChartStyle.PLAIN,
            ChartStyle.QUIET);
      }
      if (grouped) {
        restore(colours);
        lettering.legend(Lettering.rows(labels(), width - 2.0 * MARGIN), width / 2.0, height - 12);
      }
    } finally {
      restore(colours);
      styler.setXAxisTitleVisible(xTitle);
      styler.setYAxisMin(asked[0]);
      styler.setYAxisMax(asked[1]);
      setWidth(width);
      setHeight(height);
    }
  }

  private Ends ends() {
    var y =
        DoubleStream.concat(values(), references.stream().mapToDouble(Lettering.Reference::y))
            .summaryStatistics();
    double top = y.getMin() == 0 && y.getMax() == 0 ? 1 : y.getMax();
    Double low = getStyler().getYAxisMin(), high = getStyler().getYAxisMax();
    Ends ends =
        Ends.around(
            low == null ? Math.min(0, y.getMin()) : low,
            high == null ? Math.max(0, top) : high,
            TICKS);
    // Shares that are 0 and 1 by chance are whole numbers, too.
    boolean counts = y.getMax() - y.getMin() > 1 && values().allMatch(v -> v == Math.rint(v));
    return counts ? ends.whole() : ends;
  }

  /** The end of an axis that leaves room for the numbers above the highest tick. */
  private double withNumbers(Ends ends, double width, double height) {
    double numbers = !hasNumbers(width) ? 0 : isUpright(width) ? widest() + 10 : ROOM;
    return ends.high() + (ends.high() - ends.low()) * numbers / (height - numbers);
  }

  private List<Axes.Tick> yTicks(Ends ends) {
    return Arrays.stream(ends.ticks())
        .mapToObj(y -> new Axes.Tick(getScreenYFromChart(y), Numbers.text(y, ends.digits())))
        .toList();
  }

  /** The height of 0, or the edge of the plot next to it. */
  private double foot() {
    Rectangle2D plotted = plot.getBounds();
    return Math.max(plotted.getMinY(), Math.min(plotted.getMaxY(), getScreenYFromChart(0)));
  }

  private void hatch(Graphics2D g, List<Color> colours) {
    List<CategorySeries> all = List.copyOf(getSeriesCollection());
    for (int s = 0; s < colours.size(); s++) {
      double[] values = all.get(s).getYData();
      for (int c = 0; c < values.length; c++) {
        if (Math.abs(values[c]) <= Ends.LARGEST && values[c] != 0) {
          double y = getScreenYFromChart(values[c]);
          double bar = bar(values.length);
          Hatch.fill(
              g,
              new Rectangle2D.Double(
                  middle(c, s, values.length) - bar / 2,
                  Math.min(y, foot()),
                  bar,
                  Math.abs(y - foot())),
              colours.get(s),
              s);
        }
      }
    }
  }

  private void restore(List<Color> colours) {
    List<CategorySeries> all = List.copyOf(getSeriesCollection());
    for (int s = 0; s < colours.size(); s++) {
      all.get(s).setFillColor(colours.get(s));
    }
  }

  private List<String> names() {
    return getSeriesCollection().iterator().next().getXData().stream()
        .map(Object::toString)
        .toList();
  }

  private List<Lettering.Label> labels() {
    return getSeriesCollection().stream().map(BarChart::label).toList();
  }

  private void letter(Graphics2D g, Ends ends, BarNames names) {
    Rectangle2D plotted = plot.getBounds();
    Lettering lettering = new Lettering(g);
    Axes.x(g, plotted, foot(), List.of());
    Axes.y(g, plotted, yTicks(ends));
    for (var line : references) {
      lettering.referenceBeside(
          line, plotted.getMinX(), plotted.getMaxX(), getScreenYFromChart(line.y()));
    }
    List<CategorySeries> all = List.copyOf(getSeriesCollection());
    for (int s = 0; s < all.size() && hasNumbers(plotted.getWidth()); s++) {
      numbers(lettering, plotted, all.get(s), s);
    }
    names.write(lettering, plotted);
  }

  /** The width of a bar. */
  private double bar(int names) {
    return FILL * plot.getBounds().getWidth() / names / getSeriesCollection().size();
  }

  /** The middle of the bar of a series over the name at {@code place}. */
  private double middle(int place, int series, int names) {
    Rectangle2D plotted = plot.getBounds();
    double category = plotted.getWidth() / names;
    return plotted.getMinX() + (place + (1 - FILL) / 2) * category + (series + 0.5) * bar(names);
  }

  private void numbers(Lettering lettering, Rectangle2D plotted, CategorySeries series, int s) {
    double[] values = series.getYData();
    boolean upright = isUpright(plotted.getWidth());
    for (int c = 0; c < values.length; c++) {
      String number = number(values[c]);
      double x = middle(c, s, values.length);
      double y = plotted.getMinY() + 12;
      if (upright) {
        lettering.writeUpright(number, x, y + widest() - 12, ChartStyle.BOLD, ChartStyle.INK);
      } else {
        lettering.write(number, x, y, 0.5, ChartStyle.BOLD, ChartStyle.INK);
      }
    }
  }

  /** Whether the widest number would meet the one beside it, so that all are turned. */
  private boolean isUpright(double width) {
    return widest() > apart(width) - GAP;
  }

  /** Whether numbers that are turned would not lie on each other. */
  private boolean hasNumbers(double width) {
    return apart(width) >= UPRIGHT;
  }

  /** From the middle of a number to that of the next. */
  private double apart(double width) {
    int series = getSeriesCollection().size();
    double category = width / names().size();
    return series == 1 ? category : FILL * category / series;
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
    return Numbers.withMinus(
        "%s. %s: %s%s.".formatted(getTitle(), getYAxisTitle(), bars, compared));
  }

  private static String bars(CategorySeries series) {
    List<?> names = List.copyOf(series.getXData());
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + " " + Numbers.text(series.getYData()[i]))
        .collect(Collectors.joining(", "));
  }
}
