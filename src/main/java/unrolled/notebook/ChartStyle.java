package unrolled.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The one look of all charts: quiet, at home on light and dark pages, readable at the width of a
 * phone.
 *
 * <p>Ink, axes and grid have one colour each, which {@link ChartSvg} exchanges for the colour that
 * the page gives to its text. The series keep theirs: each is readable on white and on black.
 */
final class ChartStyle {
  /**
   * Width of a drawing. A page of 390 px leaves a chart 358 px: letters of {@link #LETTERS} px are
   * then still 11 px high.
   */
  static final int WIDTH = 520;

  static final int HEIGHT = 330;
  static final int LETTERS = 16;

  static final Color FIRST = new Color(0x0072b2);
  static final Color PALE = new Color(0, 0x72, 0xb2, 120);
  static final Color INK = new Color(0x24292f);
  static final Color QUIET = new Color(0x57606a);
  static final Color GRID = new Color(0xe4e7eb);
  static final Color UNSEEN = new Color(0, 0, 0, 0);
  static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, LETTERS);

  private static final float LINE = 2.4f;

  // Okabe and Ito's palette, which colour-blind readers tell apart. Its yellow, its orange and its
  // light blue are too pale for thin lines on white: a red and a violet stand for them, as far from
  // the others for eyes of every kind.
  private static final Color[] SERIES = {
    FIRST,
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xc01030),
    new Color(0x8040f0),
    new Color(0x808080)
  };

  // Lengths of stroke and gap, so that lines differ without their colours, too.
  private static final float[][] DASHES = {
    null, {9, 5}, {2, 5}, {12, 5, 2, 5}, {5, 4}, {16, 5}, {9, 4, 2, 4, 2, 4}
  };

  private ChartStyle() {}

  static void apply(AxesChartStyler styler) {
    colours(styler);
    fonts(styler);
    styler.setLocale(Locale.ROOT);
    styler.setChartPadding(10);
    styler.setPlotBorderVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(0);
    styler.setAxisTickPadding(10);
    styler.setAxisTitlePadding(8);
    styler.setChartTitlePadding(10);
    // The axes are drawn by Axes; XChart only keeps the room for their labels.
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickLabelsColor(UNSEEN);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendPadding(6);
    styler.setLegendSeriesLineLength(24);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setAntiAlias(true);
  }

  private static void colours(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setXAxisTitleColor(QUIET);
    styler.setYAxisTitleColor(QUIET);
    styler.setSeriesColors(SERIES);
    styler.setSeriesMarkers(repeat(SeriesMarkers.NONE));
    styler.setSeriesLines(new BasicStroke[] {line(0)});
  }

  private static void fonts(AxesChartStyler styler) {
    styler.setChartTitleFont(BOLD);
    styler.setAxisTitleFont(PLAIN);
    styler.setAxisTickLabelsFont(PLAIN);
    styler.setLegendFont(PLAIN);
    styler.setAnnotationTextFont(PLAIN);
  }

  private static Marker[] repeat(Marker marker) {
    Marker[] markers = new Marker[SERIES.length];
    Arrays.fill(markers, marker);
    return markers;
  }

  /** The stroke of a chart's first, second … line. */
  static BasicStroke line(int place) {
    float[] dashes = DASHES[place % DASHES.length];
    return dashes == null
        ? new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
