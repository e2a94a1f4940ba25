package unrolled.notebook;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * XChart charts in one quiet style. What comes back is XChart's own, so all of XChart is there.
 *
 * <pre>{@code
 * var chart = Charts.lines("Loss", "step", "nats");
 * chart.addSeries("RNN", losses);
 * show(chart);
 * }</pre>
 */
public final class Charts {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;

  private Charts() {}

  /** Lines over two linear axes; add series to it. */
  public static XYChart lines(String title, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setXAxisTickMarkSpacingHint(90);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(Charts::xTick);
    return chart;
  }

  /** Lines over a logarithmic y axis: for what shrinks or grows by a factor at each step. */
  public static XYChart logLines(String title, String xTitle, String yTitle) {
    XYChart chart = lines(title, xTitle, yTitle);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(true);
    // XChart marks and rules every ninth of a decade, which over many decades is a grey wall.
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setYAxisTickMarksColor(Color.WHITE);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(new LogTicks(chart));
    return chart;
  }

  /** One bar for each name, with its value written on it; the axis starts at 0. */
  public static CategoryChart bars(
      String title, String yTitle, List<String> names, double... values) {
    CategoryChart chart = bars(title, "", yTitle);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisTitleVisible(false);
    chart.addSeries(yTitle, names, Arrays.stream(values).boxed().toList());
    return chart;
  }

  /** Bars in groups; add a series for each member of a group. */
  public static CategoryChart bars(String title, String xTitle, String yTitle) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    ChartStyle.apply(chart.getStyler());
    var styler = chart.getStyler();
    styler.setPlotContentSize(0.92);
    styler.setAvailableSpaceFill(0.6);
    styler.setDecimalPattern("#0.##");
    styler.setLabelsVisible(true);
    styler.setLabelsFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    styler.setLabelsFontColorAutomaticEnabled(true);
    styler.setLabelsFontColorAutomaticLight(Color.WHITE);
    return chart;
  }

  /** Writes the picture that a notebook would show to {@code file}, as PNG. */
  public static void saveAs(Chart<?, ?> chart, Path file) {
    byte[] png = Base64.getDecoder().decode(Png.of(chart));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "chart", ".png");
      try {
        Files.write(draft, png);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("saveAs: cannot write " + file, e);
    }
  }

  // Without a comma in thousands, because an x may be a year.
  static String xTick(double x) {
    boolean year = x == Math.rint(x) && Math.abs(x) < 10_000;
    return year ? String.valueOf((long) x) : Numbers.text(x);
  }
}
