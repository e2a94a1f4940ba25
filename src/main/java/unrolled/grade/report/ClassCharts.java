package unrolled.grade.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;

/** The two charts of a gradebook, drawn by XChart in the colours that {@link Svg} knows. */
final class ClassCharts {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 170;
  private static final int WIDE = 520;
  private static final int BAR = 30;
  private static final int AXIS = 46;
  private static final int MOST_MISTAKES = 10;
  private static final int MOST_LABELS = 10;

  /** A space without width. */
  private static final String NOTHING = "\u200B";

  private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private ClassCharts() {}

  /** How many students have 0 points, 1 point, and so on. */
  static String points(List<Integer> points, int maximum) {
    CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).build();
    style(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.86);
    List<Integer> counts = counts(points, maximum);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(ClassCharts::whole);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax((double) Math.max(4, Collections.max(counts)));
    chart.getStyler().setXAxisTickMarkSpacingHint(1); // a label for each bar
    chart.addSeries("students", labels(maximum), counts);
    return Svg.of(chart, "Students by points. " + told(counts));
  }

  /** The most common mistakes, by how many students make each. */
  static String mistakes(List<ClassTable.Mistake> mistakes) {
    List<ClassTable.Mistake> shown = mistakes.stream().limit(MOST_MISTAKES).toList();
    var names = new ArrayList<String>();
    var counts = new ArrayList<Integer>();
    for (ClassTable.Mistake mistake : shown) {
      names.add(mistake.exercise() + " " + mistake.name());
      counts.add(mistake.students());
    }
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder().width(WIDE).height(AXIS + BAR * names.size()).build();
    style(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.7);
    chart.getStyler().setXAxisMin(0.0);
    int most = Collections.max(counts);
    chart.getStyler().setXAxisMax(Math.max(4, most * 1.04));
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(true);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(ClassCharts::whole);
    chart.getStyler().setXAxisTickMarkSpacingHint(BAR);
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setLabelsFont(LETTERS);
    chart.getStyler().setLabelsFontColor(Svg.LABEL);
    chart.getStyler().setLabelsFontColorAutomaticEnabled(false);
    chart.getStyler().setLabelsPosition(0.94);
    chart.addSeries("students", counts, names);
    return Svg.of(chart, told(names, counts));
  }

  /**
   * As many labels as have room; the others are nothings that differ, since XChart takes none
   * twice.
   */
  private static List<String> labels(int maximum) {
    int step = step(maximum);
    return IntStream.rangeClosed(0, maximum)
        .mapToObj(points -> points % step == 0 ? String.valueOf(points) : NOTHING.repeat(points))
        .toList();
  }

  private static int step(int maximum) {
    return maximum <= MOST_LABELS ? 1 : 5 * ((maximum + 24) / 25);
  }

  private static List<Integer> counts(List<Integer> points, int maximum) {
    var counts = new ArrayList<>(Collections.nCopies(maximum + 1, 0));
    for (int value : points) {
      counts.set(value, counts.get(value) + 1);
    }
    return counts;
  }

  private static void style(AxesChartStyler styler) {
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setAxisTitlesVisible(false);
    styler.setChartPadding(2);
    styler.setAxisTickPadding(8);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setPlotBorderVisible(false);
    styler.setChartBackgroundColor(Svg.PAPER);
    styler.setPlotBackgroundColor(Svg.PAPER);
    styler.setPlotGridLinesColor(Svg.GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(Svg.PAPER);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTickLabelsColor(Svg.QUIET);
    styler.setAxisTickLabelsFont(LETTERS);
    styler.setSeriesColors(new Color[] {Svg.BAR});
  }

  /** Students come whole: a tick between two numbers has no label. */
  private static String whole(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : " ";
  }

  private static String told(List<Integer> counts) {
    return told(
        IntStream.range(0, counts.size()).mapToObj(p -> Words.count(p, "point")).toList(), counts);
  }

  private static String told(List<String> names, List<Integer> counts) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if (counts.get(i) > 0) {
        parts.add(names.get(i) + ": " + Words.count(counts.get(i), "student"));
      }
    }
    return String.join("; ", parts) + ".";
  }
}
