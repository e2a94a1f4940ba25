package unrolled.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import unrolled.notebook.Charts;

/** Rates of square products over their size, one thread, under the peak of the processor. */
record GemmChart(List<Line> lines) {
  private static final BasicStroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 4}, 0);

  void write(Path file) {
    Charts.saveAs(chart(), file);
  }

  XYChart chart() {
    XYChart chart = Charts.lines(GemmRates.TITLE, "n", "GFLOP/s");
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(GemmChart::tick);
    chart.getStyler().setXAxisTickMarkSpacingHint(100);
    for (GemmRates rates : GemmRates.of(lines)) {
      var series =
          chart.addSeries(
              rates.name(),
              rates.sizes().stream().map(n -> Math.log(n) / Math.log(2)).toList(),
              rates.rates());
      if (!rates.isPeak()) continue;
      series.setMarker(SeriesMarkers.NONE);
      series.setLineStyle(DASHED).setLineColor(Color.DARK_GRAY);
    }
    return chart;
  }

  /** The axis is the binary logarithm of n; only powers of two have a label. */
  private static String tick(double x) {
    return Math.abs(x - Math.rint(x)) < 1e-6 ? String.valueOf(1L << Math.round(x)) : "";
  }
}
