package unrolled.notebook;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
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

  private static final Pattern YEAR = Pattern.compile("\\byears?\\b", Pattern.CASE_INSENSITIVE);

  private static final int MARGIN = 16;
  private static final int FREE = 14; // px from a name to a line, beyond which more is no better
  private static final double DOT = 2.5; // radius
  private static final int LEAST_GAP = 6; // between two labels of the x axis

  private final List<Lettering.Reference> references = new ArrayList<>();
  private LogTicks ticks = LogTicks.over(1, 10);
  private Ends xEnds = Ends.around(0, 1, TICKS);
  private Ends yEnds = xEnds;

  LineChart(String title, String xTitle, String yTitle) {
    super(ChartStyle.WIDTH, ChartStyle.HEIGHT);
    setTitle(Numbers.withMinus(title));
    setXAxisTitle(Numbers.withMinus(xTitle));
    setYAxisTitle(Numbers.withMinus(yTitle));
    ChartStyle.apply(getStyler());
    getStyler().setXAxisTickLabelsFormattingFunction(x -> xTick(x, getXAxisTitle()));
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
    g.setColor(getStyler().getChartBackgroundColor());
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    int painted = (int) (width - room);
    Axes.paintOver(
        () -> Axes.grid(g, plot.getBounds(), yTicks()),
        getStyler(),
        g,
        graphics -> super.paint(graphics, painted, height));
    Rectangle2D plotted = plot.getBounds();
    getSeriesCollection().forEach(series -> dots(g, series));
    Axes.x(g, plotted, plotted.getMaxY(), xTicks());
    Axes.y(g, plotted, yTicks());
    Lettering lettering = new Lettering(g);
    List<Line2D> taken = drawnLines();
    for (var line : references) {
      double y = getScreenYFromChart(line.y());
      if (y < plotted.getMinY() - 1 || y > plotted.getMaxY() + 1) {
        continue; // the author has set an axis that ends before it
      }
      Rectangle2D name = freest(Lettering.places(line, plotted, y), taken);
      lettering.reference(line, plotted, y, name);
      taken.add(
          new Line2D.Double(name.getMinX(), name.getCenterY(), name.getMaxX(), name.getCenterY()));
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
      yEnds = Ends.around(low, high, TICKS);
      styler.setYAxisTickLabelsFormattingFunction(value -> Numbers.text(value, yEnds.digits()));
      styler.setYAxisMin(yEnds.labelledLow());
      styler.setYAxisMax(yEnds.labelledHigh());
      styler.setYAxisTickMarkSpacingHint(yEnds.hint(0.75 * height));
    }
  }

  /** As many of the steps as have room for their labels. */
  private List<Axes.Tick> xTicks() {
    double[] all = xEnds.ticks();
    double widest =
        Math.max(
            Lettering.width(xText(all[0]), ChartStyle.PLAIN),
            Lettering.width(xText(all[all.length - 1]), ChartStyle.PLAIN));
    double apart = getScreenXFromChart(all[0] + xEnds.step()) - getScreenXFromChart(all[0]);
    int stride = (int) Math.ceil((widest + LEAST_GAP) / apart);
    return IntStream.iterate(0, k -> k < all.length, k -> k + stride)
        .mapToObj(k -> new Axes.Tick(getScreenXFromChart(all[k]), xText(all[k])))
        .toList();
  }

  private List<Axes.Tick> yTicks() {
    var text = getStyler().getYAxisTickLabelsFormattingFunction();
    return Arrays.stream(isLogarithmic() ? ticks.values() : yEnds.ticks())
        .mapToObj(y -> new Axes.Tick(getScreenYFromChart(y), text.apply(y)))
        .toList();
  }

  /** A year has no comma. */
  static String xTick(double x, String axis) {
    boolean year = x == Math.rint(x) && Math.abs(x) < 10_000 && YEAR.matcher(axis).find();
    return year ? Numbers.withMinus(String.valueOf((long) x)) : Numbers.text(x);
  }

  private String xText(double x) {
    return getStyler().getXAxisTickLabelsFormattingFunction().apply(x);
  }

  /** The pieces of the lines, where they are on the picture. */
  private List<Line2D> drawnLines() {
    List<Line2D> pieces = new ArrayList<>();
    for (XYSeries series : getSeriesCollection()) {
      double[] x = series.getXData(), y = series.getYData();
      for (int i = 0; i < y.length; i++) {
        int from = i > 0 && isDrawn(y[i - 1]) ? i - 1 : i;
        if (isDrawn(y[i])) {
          pieces.add(line(x[from], y[from], x[i], y[i]));
        }
      }
    }
    return pieces;
  }

  private Line2D line(double fromX, double fromY, double toX, double toY) {
    return new Line2D.Double(
        getScreenXFromChart(fromX),
        getScreenYFromChart(fromY),
        getScreenXFromChart(toX),
        getScreenYFromChart(toY));
  }

  /** The place that lies farthest from all lines; the first of those that are far enough. */
  private static Rectangle2D freest(List<Rectangle2D> places, List<Line2D> lines) {
    Rectangle2D best = places.get(0);
    double most = -1;
    for (Rectangle2D place : places) {
      double free = lines.stream().mapToDouble(line -> distance(place, line)).min().orElse(FREE);
      if (Math.min(free, FREE) > most) {
        most = Math.min(free, FREE);
        best = place;
      }
    }
    return best;
  }

  /** From a box to a line, 0 where they meet. */
  private static double distance(Rectangle2D box, Line2D line) {
    if (line.intersects(box)) {
      return 0;
    }
    double least =
        Math.min(
            distance(box, line.getX1(), line.getY1()), distance(box, line.getX2(), line.getY2()));
    for (double x : new double[] {box.getMinX(), box.getMaxX()}) {
      for (double y : new double[] {box.getMinY(), box.getMaxY()}) {
        least = Math.min(least, line.ptSegDist(x, y));
      }
    }
    return least;
  }

  private static double distance(Rectangle2D box, double x, double y) {
    double across = Math.max(0, Math.max(box.getMinX() - x, x - box.getMaxX()));
    double up = Math.max(0, Math.max(box.getMinY() - y, y - box.getMaxY()));
    return Math.hypot(across, up);
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
    return Numbers.withMinus(
        "%s. %s over %s%s: %s%s."
            .formatted(
                getTitle(),
                getYAxisTitle(),
                getXAxisTitle(),
                isLogarithmic() ? ", logarithmic" : "",
                lines,
                compared));
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
