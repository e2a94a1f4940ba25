package unrolled.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The one look of all charts: white, quiet, and readable at the width of a notebook. */
final class ChartStyle {
  static final Color FIRST = new Color(0x0072b2);
  private static final Color INK = new Color(0x24292f);
  private static final Color QUIET = new Color(0x57606a);
  private static final Color GRID = new Color(0xe4e7eb);

  // Okabe and Ito's palette, which colour-blind readers tell apart, without its yellow.
  private static final Color[] SERIES = {
    FIRST,
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xe69f00),
    new Color(0x56b4e9),
    new Color(0x4d4d4d)
  };

  private ChartStyle() {}

  static void apply(AxesChartStyler styler) {
    colours(styler);
    fonts(styler);
    styler.setChartPadding(14);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(0);
    styler.setAxisTickPadding(6);
    styler.setAxisTickMarkLength(4);
    styler.setAxisTitlePadding(10);
    styler.setChartTitlePadding(12);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTicksLineVisible(true);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendPadding(10);
    styler.setLegendSeriesLineLength(18);
    styler.setAntiAlias(true);
  }

  /** What can be decided only once the data are there: the ends of the x axis, and the legend. */
  static void settle(XYChart chart) {
    var styler = chart.getStyler();
    if (chart.getSeriesCollection().size() == 1) styler.setLegendVisible(false);
    DoubleSummaryStatistics x =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> Arrays.stream(series.getXData()))
            .summaryStatistics();
    if (styler.getXAxisMin() == null) styler.setXAxisMin(x.getMin());
    // XChart puts its ticks on the data when ends and data are equally spaced: 44, 88, 132 …
    if (styler.getXAxisMax() == null)
      styler.setXAxisMax(x.getMax() + (x.getMax() - x.getMin()) * 1e-4);
  }

  private static void colours(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(QUIET);
    styler.setAxisTickMarksColor(QUIET);
    styler.setXAxisTitleColor(QUIET);
    styler.setYAxisTitleColor(QUIET);
    styler.setPlotGridLinesColor(GRID);
    styler.setSeriesColors(SERIES);
    styler.setSeriesMarkers(repeat(SeriesMarkers.NONE));
    styler.setSeriesLines(solid());
  }

  private static void fonts(AxesChartStyler styler) {
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
  }

  private static Marker[] repeat(Marker marker) {
    Marker[] markers = new Marker[SERIES.length];
    Arrays.fill(markers, marker);
    return markers;
  }

  private static BasicStroke[] solid() {
    BasicStroke[] strokes = new BasicStroke[SERIES.length];
    Arrays.fill(strokes, new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return strokes;
  }
}
