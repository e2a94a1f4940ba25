package unrolled.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import unrolled.notebook.Charts;

/** Rates of square products over their size, one thread, under the peak of the processor. */
record GemmChart(List<Line> lines) {
  private static final String PEAK = "FMA peak";
  private static final BasicStroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 4}, 0);

  void write(Path folder) throws IOException {
    XYChart chart = chart();
    Charts.saveAs(chart, folder.resolve("gemm.png"));
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, folder.resolve("gemm.svg").toString(), VectorGraphicsFormat.SVG);
  }

  XYChart chart() {
    XYChart chart =
        Charts.lines("Product of two n × n matrices of doubles, one thread", "n", "GFLOP/s");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(GemmChart::tick);
    chart.getStyler().setXAxisTickMarkSpacingHint(100);
    List<Line> single = lines.stream().filter(line -> sizeOf(line) > 0).toList();
    add(
        chart,
        "Unrolled",
        single.stream().filter(line -> line.column().equals(PEAK)).toList(),
        true);
    for (String column : columns(single))
      add(chart, column, single.stream().filter(l -> l.column().equals(column)).toList(), false);
    return chart;
  }

  /** The axis is the binary logarithm of n; only powers of two have a label. */
  private static String tick(double x) {
    return Math.abs(x - Math.rint(x)) < 1e-6 ? String.valueOf(1L << Math.round(x)) : "";
  }

  private static Set<String> columns(List<Line> lines) {
    var columns = new LinkedHashSet<String>();
    // What another process measured, at another moment, is not to be compared by its bare rate.
    lines.stream()
        .map(Line::column)
        .filter(column -> !column.endsWith("own choice"))
        .forEach(columns::add);
    return columns;
  }

  /** Of one thread; 0 for a row of another kind. */
  private static int sizeOf(Line line) {
    return GemmTopic.SIZES.stream()
        .filter(n -> GemmTopic.row(n, 1).equals(line.row()))
        .findFirst()
        .orElse(0);
  }

  private static void add(XYChart chart, String name, List<Line> lines, boolean ours) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    double peak = lines.stream().mapToDouble(Line::theirs).max().orElse(0); // one for all sizes
    for (Line line : lines) {
      x.add(Math.log(sizeOf(line)) / Math.log(2));
      y.add(ours ? line.ours() : name.equals(PEAK) ? peak : line.theirs());
    }
    if (x.isEmpty()) return;
    var series = chart.addSeries(name, x, y);
    if (!name.equals(PEAK)) return;
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(DASHED).setLineColor(Color.DARK_GRAY);
  }
}
