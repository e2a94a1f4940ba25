package unrolled.notebook;

import java.awt.Color;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.theme.XChartTheme;

/** The forms of a chart: for a page, as a file, in words. */
final class ChartForms {
  // AWT fails in the font code with another error each time, so the words are looked for.
  private static final Pattern FONT_WORDS =
      Pattern.compile(
          "fontconfig|fontmanager|freetype|sun\\.font|X11Font", Pattern.CASE_INSENSITIVE);

  private ChartForms() {}

  /** A chart cannot be drawn because Java finds no fonts. */
  static final class NoFonts extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoFonts(Throwable cause) {
      super(
          "Charts cannot be drawn: Java finds no fonts on this machine; install the package"
              + " libfontconfig1 (Debian: apt-get install libfontconfig1) and start again.",
          cause);
    }
  }

  static Map<String, String> mime(Chart<?, ?> chart) {
    whiten(chart);
    String drawing = drawn(() -> ChartSvg.page(chart, told(chart)));
    return Map.of(
        "text/html",
        "<figure class=\"unrolled-chart\" style=\"margin: .5em 0\">\n<figcaption><b>%s</b></figcaption>\n%s\n</figure>"
            .formatted(Html.escape(Numbers.withMinus(chart.getTitle())), drawing));
  }

  static String svg(Chart<?, ?> chart) {
    whiten(chart);
    return drawn(() -> ChartSvg.file(chart, told(chart)));
  }

  static String png(Chart<?, ?> chart) {
    whiten(chart);
    return drawn(() -> Png.of(BitmapEncoder.getBufferedImage(chart)));
  }

  /** What the chart shows, in words. */
  static String told(Chart<?, ?> chart) {
    if (chart instanceof LineChart lines) {
      return lines.told();
    }
    if (chart instanceof BarChart bars) {
      return bars.told();
    }
    return "%s “%s”, %d series"
        .formatted(
            chart.getClass().getSimpleName(), chart.getTitle(), chart.getSeriesCollection().size());
  }

  private static String drawn(Supplier<String> drawing) {
    try {
      return drawing.get();
    } catch (RuntimeException | Error failed) {
      if (isAboutFonts(failed)) {
        throw new NoFonts(failed);
      }
      throw failed;
    }
  }

  // XChart's own frame is grey, which looks like a mistake on a page; a colour that the author
  // chose is left alone.
  private static void whiten(Chart<?, ?> chart) {
    var grey = new XChartTheme().getChartBackgroundColor();
    if (grey.equals(chart.getStyler().getChartBackgroundColor())) {
      chart.getStyler().setChartBackgroundColor(Color.WHITE);
    }
  }

  static boolean isAboutFonts(Throwable failed) {
    return Stream.iterate(failed, t -> t != null, Throwable::getCause)
        .anyMatch(t -> FONT_WORDS.matcher(String.valueOf(t)).find());
  }
}
