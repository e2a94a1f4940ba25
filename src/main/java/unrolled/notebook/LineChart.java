package unrolled.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * XChart's line chart with names at the ends of its lines and lines to compare with.
 *
 * <p>A value that is NaN or infinite leaves a gap, and the chart says how many there are. So does,
 * on a logarithmic axis, one that is 0 or less, and on a linear axis one beyond ±10³⁰⁰.
 */
public final class LineChart extends XYChart {
  private static final int TICKS = 5;
  private static final int MOST = 2000; // points of a line; more cannot be seen
  private static final int NAMES = 12; // more lines than that have a legend

  private static final int MARGIN = 16;
  private static final double DOT = 2.5; // radius
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
    if (isLogarithmic() && y <= 0) {
      throw new IllegalArgumentException(
          "reference: a logarithmic axis has no place for “%s” at %s: expected a number above 0"
              .formatted(label, Numbers.text(y)));
    }
    references.add(new Lettering.Reference(y, label));
    return this;
  }

  /** Draws in a frame of this width, in px, so that the letters are larger where it is shown. */
  LineChart narrowedTo(int width) {
    setWidth(width);
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no point, or not as many x as y
   */
  @Override
  public XYSeries addSeries(String name, double[] x, double[] y) {
    int places = x == null ? y.length : x.length; // none: 1, 2, 3 and so on
    if (y.length == 0) {
      throw new IllegalArgumentException(
          "addSeries: “%s” has no points; expected at least one".formatted(name));
    }
    if (places != y.length) {
      throw new IllegalArgumentException(
          "addSeries: “%s” has %d x and %d y; expected as many of both"
              .formatted(name, places, y.length));
    }
    return super.addSeries(name, x, y);
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
    return isLogarithmic() ? Double.isFinite(y) && y > 0 : Math.abs(y) <= Ends.LARGEST;
  }

  private long gaps() {
    return getSeriesCollection().stream()
        .flatMapToDouble(series -> Arrays.stream(series.getYData()))
        .filter(y -> !isDrawn(y))
        .count();
  }

  @Override
  public void paint(Graphics2D g, int width, int height) {
    if (getSeriesCollection().isEmpty() || drawn().findAny().isEmpty()) {
      throw new IllegalStateException(
          "The chart “%s” has nothing to draw: expected a series with a number %s, got %s"
              .formatted(
                  getTitle(),
                  isLogarithmic() ? "above 0" : "from −10³⁰⁰ to 10³⁰⁰",
                  getSeriesCollection().isEmpty() ? "no series" : "none"));
    }
    for (XYSeries series : getSeriesCollection()) {
      if (Arrays.stream(series.getXData()).anyMatch(x -> !(Math.abs(x) <= Ends.LARGEST))) {
        throw new IllegalStateException(
            "The chart “%s” has a series “%s” with an x that is no place on an axis: expected numbers, got NaN, ∞ or one beyond 10³⁰⁰"
                .formatted(getTitle(), series.getName()));
      }
    }
    int place = 0;
    for (XYSeries series : named()) {
      if (series.getLineStyle() == null) {
        series.setLineStyle(ChartStyle.line(place));
      }
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
      if (gaps > 0) {
        setXAxisTitle(xTitle + gapNote(gaps));
      }
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
    return " (%d %s not drawn: NaN, ∞ or %s)"
        .formatted(gaps, gaps == 1 ? "value" : "values", isLogarithmic() ? "≤ 0" : "beyond 10³⁰⁰");
  }

  private void paintAll(Graphics2D g, int width, int height) {
    List<XYSeries> named = named();
    boolean names = named.size() > 1 && named.size() <= NAMES;
    getStyler().setLegendVisible(named.size() > NAMES);
    xEnds = xEnds();
    double room =
        Math.max(
            names ? Lettering.room(named.stream().map(XYSeries::getName).toList()) : MARGIN,
            LEAST_GAP + Lettering.width(xText(xEnds.high()), ChartStyle.PLAIN) / 2);
    setEnds(width - room, height);
    // XChart leaves out a label that reaches beyond its own width, so the labels are ours.
    getStyler().setXAxisTickLabelsColor(ChartStyle.UNSEEN);
    g.setColor(getStyler().getChartBackgroundColor());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    if (isLogarithmic()) {
      paintOverDecades(g, (int) (width - room), height);
    } else {
      super.paint(g, (int) (width - room), height);
    }
    Rectangle2D plotted = plot.getBounds();
    getSeriesCollection().forEach(series -> dots(g, series));
    Lettering lettering = new Lettering(g);
    xLabels(lettering, plotted);
    if (isLogarithmic()) {
      yLabels(lettering, plotted);
    }
    for (var line : references) {
      lettering.reference(
          line,
          plotted.getMinX(),
          plotted.getMaxX(),
          getScreenYFromChart(line.y()),
          isFreerAtLeft(line.y(), plotted));
    }
    if (names) {
      lettering.ends(named.stream().map(this::label).toList(), plotted);
    }
  }

  /** Points between two gaps, of which a line shows nothing. */
  private void dots(Graphics2D g, XYSeries series) {
    double[] x = series.getXData(), y = series.getYData();
    g.setColor(series.getLineColor());
    for (int i = 0; i < y.length; i++) {
      boolean joined = i > 0 && isDrawn(y[i - 1]) || i + 1 < y.length && isDrawn(y[i + 1]);
      if (isDrawn(y[i]) && !joined) {
        g.fill(
            new Ellipse2D.Double(
                getScreenXFromChart(x[i]) - DOT,
                getScreenYFromChart(y[i]) - DOT,
                2 * DOT,
                2 * DOT));
      }
    }
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
    while (last >= 0 && !isDrawn(y[last])) {
      last--;
    }
    return last;
  }

  private Lettering.Label label(XYSeries series) {
    double y = getScreenYFromChart(series.getYData()[last(series)]);
    double x = getScreenXFromChart(series.getXData()[last(series)]);
    return new Lettering.Label(
        series.getName(), x, y, series.getLineColor(), series.getLineStyle());
  }

  private Ends xEnds() {
    var styler = getStyler();
    var x =
        getSeriesCollection().stream()
            .flatMapToDouble(series -> Arrays.stream(series.getXData()))
            .summaryStatistics();
    double from = styler.getXAxisMin() == null ? x.getMin() : styler.getXAxisMin();
    double to = styler.getXAxisMax() == null ? x.getMax() : styler.getXAxisMax();
    Ends round = Ends.at(from, to);
    boolean loose = from < to && round.looseAround(from, to);
    return loose ? new Ends(from, to, round.step()) : round;
  }

  private void setEnds(double width, double height) {
    var styler = getStyler();
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
      styler.setYAxisTickLabelsFormattingFunction(value -> Numbers.text(value, yEnds.digits()));
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
    for (double k = first; k <= last; k += stride) {
      lettering.write(
          xText(k * step),
          getScreenXFromChart(k * step),
          plotted.getMaxY() + 24,
          0.5,
          ChartStyle.PLAIN,
          ChartStyle.QUIET);
    }
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
    for (XYSeries series : getSeriesCollection()) {
      for (int i = 0; i < series.getYData().length; i++) {
        double x =
            (getScreenXFromChart(series.getXData()[i]) - plotted.getMinX()) / plotted.getWidth();
        if (x >= from && x <= to && isDrawn(series.getYData()[i])) {
          least = Math.min(least, Math.abs(getScreenYFromChart(series.getYData()[i]) - height));
        }
      }
    }
    return least;
  }

  /**
   * Lines over the decades of a logarithmic axis, which XChart can mark only all together. It says
   * where they are after it has painted, so it paints twice.
   */
  private void paintOverDecades(Graphics2D g, int width, int height) {
    var styler = getStyler();
    Color[] before = {styler.getChartBackgroundColor(), styler.getPlotBackgroundColor()};
    // XChart leaves out the label at the lower end, so the labels are ours.
    styler.setYAxisTickLabelsColor(ChartStyle.UNSEEN);
    styler.setChartBackgroundColor(ChartStyle.UNSEEN);
    styler.setPlotBackgroundColor(ChartStyle.UNSEEN);
    try {
      super.paint(unseen(g), width, height);
      decades(g, plot.getBounds());
      super.paint(g, width, height);
    } finally {
      styler.setChartBackgroundColor(before[0]);
      styler.setPlotBackgroundColor(before[1]);
    }
  }

  /** Graphics that measure letters as {@code g} does. */
  private static Graphics2D unseen(Graphics2D g) {
    if (g instanceof VectorGraphics2D) {
      return new VectorGraphics2D();
    }
    return new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
  }

  private void decades(Graphics2D g, Rectangle2D plotted) {
    g.setColor(ChartStyle.GRID);
    g.setStroke(new BasicStroke(1));
    labelled()
        .map(this::getScreenYFromChart)
        .forEach(y -> g.draw(new Line2D.Double(plotted.getMinX(), y, plotted.getMaxX(), y)));
  }

  private void yLabels(Lettering lettering, Rectangle2D plotted) {
    labelled()
        .forEach(
            value ->
                lettering.write(
                    ticks.apply(value),
                    plotted.getMinX() - 7,
                    getScreenYFromChart(value) + 5.5,
                    1,
                    ChartStyle.PLAIN,
                    ChartStyle.QUIET));
  }

  /** The values of a logarithmic axis that have a label. */
  private DoubleStream labelled() {
    return IntStream.iterate(
            ticks.from(), power -> power <= ticks.to(), power -> power + ticks.stride())
        .mapToDouble(power -> Math.pow(10, power))
        .filter(value -> value >= ticks.low() && value <= ticks.high()); // what a double can be
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
    if (y.length == 0) {
      return series.getName() + " has nothing to draw";
    }
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
          if (shown[i] < shown[low] || Double.isNaN(shown[low])) {
            low = i;
          }
          if (shown[i] > shown[high] || Double.isNaN(shown[high])) {
            high = i;
          }
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
