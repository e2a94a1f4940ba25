package unrolled.notebook;

import java.awt.Color;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.theme.XChartTheme;

/** Pictures as PNG in base64. */
final class Png {
  // AWT fails in the font code with another error each time, so the words are looked for.
  private static final Pattern FONT_WORDS =
      Pattern.compile(
          "fontconfig|fontmanager|freetype|sun\\.font|X11Font", Pattern.CASE_INSENSITIVE);

  private Png() {}

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

  static String of(RenderedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalArgumentException("png: no encoder for " + image.getColorModel());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static String of(Chart<?, ?> chart) {
    whiten(chart);
    if (chart instanceof XYChart lines) ChartStyle.settle(lines);
    try {
      return of(BitmapEncoder.getBufferedImage(chart));
    } catch (RuntimeException | Error failed) {
      if (isAboutFonts(failed)) {
        throw new NoFonts(failed);
      }
      throw failed;
    }
  }

  // XChart's own frame is grey, which looks like a mistake on a white page; a colour that the
  // author chose is left alone.
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
