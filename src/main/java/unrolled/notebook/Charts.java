package unrolled.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
  private Charts() {}

  /** Lines over two linear axes; add series to it. */
  public static LineChart lines(String title, String xTitle, String yTitle) {
    return new LineChart(title, xTitle, yTitle);
  }

  /**
   * Lines over a logarithmic y axis: for what shrinks or grows by a factor at each step. A value of
   * 0 or less has no place on it: the line has a gap there, and the chart says so.
   */
  public static LineChart logLines(String title, String xTitle, String yTitle) {
    LineChart chart = lines(title, xTitle, yTitle);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(true);
    return chart;
  }

  /** One bar for each name, with its value above it; the axis includes 0. */
  public static BarChart bars(String title, String yTitle, List<String> names, double... values) {
    BarChart chart = bars(title, "", yTitle);
    chart.getStyler().setXAxisTitleVisible(false);
    chart.addSeries(yTitle, names, Arrays.stream(values).boxed().toList());
    return chart;
  }

  /** Bars in groups; add a series for each member of a group. */
  public static BarChart bars(String title, String xTitle, String yTitle) {
    return new BarChart(title, xTitle, yTitle);
  }

  /**
   * Writes the picture to {@code file}: as SVG when the name ends in {@code .svg}, else as PNG.
   *
   * @throws UncheckedIOException if the file cannot be written; an older one is then kept
   */
  public static void saveAs(Chart<?, ?> chart, Path file) {
    byte[] picture =
        file.toString().endsWith(".svg")
            ? ChartForms.svg(chart).getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(ChartForms.png(chart));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "chart", ".part");
      try {
        Files.write(draft, picture);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("saveAs: cannot write " + file, e);
    }
  }
}
