package unrolled.notebook;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * XChart's line chart with names at the ends of its lines and lines to compare with.
 *
 * <p>A value that is NaN or infinite, and on a logarithmic axis one that is 0 or less, leaves a
 * gap, and the chart says how many there are.
 */
public final class LineChart extends XYChart {
  private static final int TICKS = 5;
  private static final int MOST = 2000; // points of a line; more cannot be seen
  private static final int NAMES = 12; // more lines than that have a legend

  private static final int MARGIN = 16;
  private static final int LEAST_GAP = 6; // between two labels of the x axis

  private final List<Lettering.Reference> references = new ArrayList<>();
  private LogTicks ticks = LogTicks.over(1, 10);
  private Ends xEnds = Ends.around(0, 1, TICKS);

  LineChart(String title, String xTitle, String yTitle) {
    super(ChartStyle.WIDTH, ChartStyle.HEIGHT);
    setTitle(title);
    setXAxisTitle(xTitle);
    setYAxisTitle(yTitle);
    ChartStyle.apply(getStyler());
    getStyler().setXAxisTickLabelsFormattingFunction(Charts::xTick);
    getStyler().setYAxisTickLabelsFormattingFunction(Numbers::text);
  }

  /** Draws a dashed line at a height that the text speaks of, such as what chance gives. */
  public LineChart reference(double y, String label) {
    references.add(new Lettering.Reference(y, label));
    return this;
  }

  /** Draws in a frame of this width, in px, so that the letters are larger where it is shown. */
  LineChart narrowedTo(int width) {
    setWidth(width);
    return this;
  }

  boolean isLogarithmic() {
    return getStyler().isYAxisLogarithmic();
  }

  /** What can be drawn: all that is finite, and above 0 on a logarithmic axis. */
  DoubleStream drawn() {
    return getSeriesCollection().stream()
        .flatMapToDouble(series -> Arrays.stream(series.getYData()))
        .filter(this::isDrawn);
  }

  private boolean isDrawn(double y) {
    return Double.isFinite(y) && (!isLogarithmic() || y > 0);
  }

  private long gaps() {
    return getSeriesCollection().stream()
        .flatMapToDouble(series -> Arrays.stream(series.getYData()))
        .filter(y -> !isDrawn(y))
        .count();
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    if (getSeriesCollection().isEmpty() || drawn().findAny().isEmpty())
      throw new IllegalStateException(
          "The chart “%s” has nothing to draw: expected a series with a %s number, got %s"
              .formatted(
                  getTitle(),
                  isLogarithmic() ? "positive" : "finite",
                  getSeriesCollection().isEmpty() ? "no series" : "none"));
    int place = 0;
    for (XYSeries series : named()) {
      if (series.getLineStyle() == null) series.setLineStyle(ChartStyle.line(place));
      place++;
    }
    List<Data> before = getSeriesCollection().stream().map(Data::of).toList();
    Double[] asked = {
      getStyler().getXAxisMin(), getStyler().getXAxisMax(),
      getStyler().getYAxisMin(), getStyler().getYAxisMax()
    };
    long gaps = gaps();
    String xTitle = getXAxisTitle();
    try {
      before.forEach(data -> data.thinned(this::isDrawn, MOST));
      if (gaps > 0) setXAxisTitle(xTitle + gapNote(gaps));
      paintAll(g, width, height);
    } finally {
      before.forEach(Data::restore);
      setXAxisTitle(xTitle);
      getStyler().setXAxisMin(asked[0]);
      getStyler().setXAxisMax(asked[1]);
      getStyler().setYAxisMin(asked[2]);
      getStyler().setYAxisMax(asked[3]);
      setWidth(width);
    }
  }

  private String gapNote(long gaps) {
    return " (not drawn: %d %s)"
        .formatted(gaps, isLogarithmic() ? (gaps == 1 ? "value ≤ 0" : "values ≤ 0") : "NaN or ∞");
  }

  private void paintAll(Graphics2D g, int width, int height) {
    List<XYSeries> named = named();
    boolean names = named.size() > 1 && named.size() <= NAMES;
    getStyler().setLegendVisible(named.size() > NAMES);
    double room = names ? Lettering.room(named.stream().map(XYSeries::getName).toList()) : MARGIN;
    setEnds(width - room, height);
    // XChart leaves out a label that reaches beyond its own width, so the labels are ours.
    getStyler().setXAxisTickLabelsColor(ChartStyle.UNSEEN);
    g.setColor(getStyler().getChartBackgroundColor());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    super.paint(g, (int) (width - room), height);
    Rectangle2D plotted = plot.getBounds();
    if (isLogarithmic()) decades(g, plotted);
    Lettering lettering = new Lettering(g);
    xLabels(lettering, plotted);
    for (var line : references)
      lettering.reference(
          line,
          plotted.getMinX(),
          plotted.getMaxX(),
          getScreenYFromChart(line.y()),
          isFreerAtLeft(line.y(), plotted));
    if (names) lettering.ends(named.stream().map(this::label).toList(), plotted);
  }

  private List<XYSeries> named() {
    return getSeriesCollection().stream()
        .filter(XYSeries::isShowInLegend)
        .filter(series -> last(series) >= 0)
        .toList();
  }

  private int last(XYSeries series) {
    double[] y = series.getYData();
    int last = y.length - 1;
    while (last >= 0 && !isDrawn(y[last])) last--;
    return last;
  }

  private Lettering.Label label(XYSeries series) {
    double y = getScreenYFromChart(series.getYData()[last(series)]);
    double x = getScreenXFromChart(series.getXData()[last(series)]);
    return new Lettering.Label(
        series.getName(), x, y, series.getLineColor(), series.getLineStyle());
  }

  private void setEnds(double width, double height) {
    var styler = getStyler();
    var x =
        getSeriesCollection().stream()
            .flatMapToDouble(series -> Arrays.stream(series.getXData()))
            .summaryStatistics();
    double from = styler.getXAxisMin() == null ? x.getMin() : styler.getXAxisMin();
    double to = styler.getXAxisMax() == null ? x.getMax() : styler.getXAxisMax();
    xEnds = Ends.at(from, to);
    if (xEnds.looseAround(from, to)) xEnds = new Ends(from, to, xEnds.step());
    styler.setXAxisMin(xEnds.labelledLow());
    styler.setXAxisMax(xEnds.labelledHigh());
    styler.setXAxisTickMarkSpacingHint(xEnds.hint(0.8 * width));
    var y =
        DoubleStream.concat(drawn(), references.stream().mapToDouble(Lettering.Reference::y))
            .summaryStatistics();
    double low = styler.getYAxisMin() == null ? y.getMin() : styler.getYAxisMin();
    double high = styler.getYAxisMax() == null ? y.getMax() : styler.getYAxisMax();
    if (isLogarithmic()) {
      ticks = LogTicks.over(low, high);
      styler.setYAxisTickLabelsFormattingFunction(ticks);
      styler.setYAxisMin(ticks.low() * (1 - 1e-3));
      styler.setYAxisMax(ticks.high() * (1 + 1e-3));
    } else {
      Ends yEnds = Ends.around(low, high, TICKS);
      styler.setYAxisMin(yEnds.labelledLow());
      styler.setYAxisMax(yEnds.labelledHigh());
      styler.setYAxisTickMarkSpacingHint(yEnds.hint(0.75 * height));
    }
  }

  private void xLabels(Lettering lettering, Rectangle2D plotted) {
    double step = xEnds.step();
    double first = Math.ceil(xEnds.low() / step - 1e-9);
    double last = Math.floor(xEnds.high() / step + 1e-9);
    double widest =
        Math.max(
            Lettering.width(xText(first * step), ChartStyle.PLAIN),
            Lettering.width(xText(last * step), ChartStyle.PLAIN));
    double apart = getScreenXFromChart((first + 1) * step) - getScreenXFromChart(first * step);
    int stride = (int) Math.ceil((widest + LEAST_GAP) / apart);
    for (double k = first; k <= last; k += stride)
      lettering.write(
          xText(k * step),
          getScreenXFromChart(k * step),
          plotted.getMaxY() + 24,
          0.5,
          ChartStyle.PLAIN,
          ChartStyle.QUIET);
  }

  private String xText(double x) {
    return getStyler().getXAxisTickLabelsFormattingFunction().apply(x);
  }

  /** Whether the lines leave more room above a height at the left of the plot than at its right. */
  private boolean isFreerAtLeft(double y, Rectangle2D plotted) {
    double height = getScreenYFromChart(y) - ChartStyle.LETTERS / 2.0;
    return nearest(height, plotted, 0, 0.4) > nearest(height, plotted, 0.6, 1);
  }

  private double nearest(double height, Rectangle2D plotted, double from, double to) {
    double least = Double.POSITIVE_INFINITY;
    for (XYSeries series : getSeriesCollection())
      for (int i = 0; i < series.getYData().length; i++) {
        double x =
            (getScreenXFromChart(series.getXData()[i]) - plotted.getMinX()) / plotted.getWidth();
        if (x >= from && x <= to && isDrawn(series.getYData()[i]))
          least = Math.min(least, Math.abs(getScreenYFromChart(series.getYData()[i]) - height));
      }
    return least;
  }

  /** The decades of a logarithmic axis, which XChart can mark only all together. */
  private void decades(Graphics2D g, Rectangle2D plotted) {
    g.setColor(ChartStyle.GRID);
    g.setStroke(new BasicStroke(1));
    for (int power = ticks.from(); power <= ticks.to(); power += ticks.stride()) {
      double value = Math.pow(10, power);
      if (value < ticks.low() || value > ticks.high()) continue; // Ends of what a double can be.
      double y = getScreenYFromChart(value);
      g.draw(new Line2D.Double(plotted.getMinX(), y, plotted.getMaxX(), y));
    }
  }

  /** What the chart shows, for a reader who does not see it. */
  String told() {
    String lines =
        getSeriesCollection().stream()
            .filter(XYSeries::isShowInLegend)
            .map(this::told)
            .collect(Collectors.joining("; "));
    String compared =
        references.stream()
            .map(line -> "; dashed line at " + Numbers.text(line.y()) + ", " + line.label())
            .collect(Collectors.joining());
    return "%s. %s over %s%s: %s%s."
        .formatted(
            getTitle(),
            getYAxisTitle(),
            getXAxisTitle(),
            isLogarithmic() ? ", logarithmic" : "",
            lines,
            compared);
  }

  private String told(XYSeries series) {
    double[] y = Arrays.stream(series.getYData()).filter(this::isDrawn).toArray();
    if (y.length == 0) return series.getName() + " has nothing to draw";
    var all = Arrays.stream(y).summaryStatistics();
    String range =
        all.getMin() == Math.min(y[0], y[y.length - 1])
                && all.getMax() == Math.max(y[0], y[y.length - 1])
            ? ""
            : ", between %s and %s"
                .formatted(Numbers.text(all.getMin()), Numbers.text(all.getMax()));
    return "%s from %s to %s%s"
        .formatted(series.getName(), Numbers.text(y[0]), Numbers.text(y[y.length - 1]), range);
  }

  /** The data of a series as they were added. */
  private record Data(XYSeries series, double[] x, double[] y, double[] errors) {
    static Data of(XYSeries series) {
      return new Data(series, series.getXData(), series.getYData(), series.getExtraValues());
    }

    void restore() {
      series.replaceData(x, y, errors);
    }

    /**
     * Puts a gap where nothing can be drawn; of more than {@code most} points it keeps the lowest
     * and the highest of each stretch, which is what a drawing of all of them would show.
     */
    void thinned(DoublePredicate drawn, int most) {
      double[] shown = Arrays.stream(y).map(v -> drawn.test(v) ? v : Double.NaN).toArray();
      if (shown.length <= most) {
        series.replaceData(x, shown, errors);
        return;
      }
      int stretches = most / 2;
      int[] kept = new int[2 * stretches];
      for (int s = 0; s < stretches; s++) {
        int from = (int) ((long) s * shown.length / stretches);
        int to = (int) ((long) (s + 1) * shown.length / stretches);
        int low = from, high = from;
        for (int i = from; i < to; i++) {
          if (shown[i] < shown[low] || Double.isNaN(shown[low])) low = i;
          if (shown[i] > shown[high] || Double.isNaN(shown[high])) high = i;
        }
        kept[2 * s] = Math.min(low, high);
        kept[2 * s + 1] = Math.max(low, high);
      }
      series.replaceData(
          Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
          Arrays.stream(kept).mapToDouble(i -> shown[i]).toArray(),
          errors == null ? null : Arrays.stream(kept).mapToDouble(i -> errors[i]).toArray());
    }
  }
}
