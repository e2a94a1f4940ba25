package unrolled.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A chart as SVG: sharp at every size, and on a page in the colour of the page's text.
 *
 * <p>What comes from XChart is changed in three ways: numbers keep two decimals, the pieces of a
 * line become one line so that its dashes go on from piece to piece, and names are made from what
 * is drawn, so that they are the same in every run.
 */
final class ChartSvg {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");
  private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
  private static final Pattern LINE =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>\\s*");

  private ChartSvg() {}

  /** The chart for a page; its title stands above it as text. */
  static String page(Chart<?, ?> chart, String told) {
    boolean title = chart.getStyler().isChartTitleVisible();
    chart.getStyler().setChartTitleVisible(false);
    try {
      String drawing = body(chart);
      String style =
          "width: 100%; max-width: "
              + Math.round(1.2f * chart.getWidth())
              + "px; height: auto; display: block";
      return open(chart, style) + label(told) + themed(drawing) + "</svg>";
    } finally {
      chart.getStyler().setChartTitleVisible(title);
    }
  }

  /** The chart as a file of its own, on white. */
  static String file(Chart<?, ?> chart, String told) {
    return open(chart, "") + label(told) + body(chart) + "</svg>\n";
  }

  private static String open(Chart<?, ?> chart, String style) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"%s\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"%s>\n",
        HeatMap.NAMESPACE,
        chart.getWidth(),
        chart.getHeight(),
        chart.getWidth(),
        chart.getHeight(),
        style.isEmpty() ? "" : " style=\"" + style + "\"");
  }

  private static String label(String told) {
    return "<title>" + Html.escape(told) + "</title>\n";
  }

  private static String body(Chart<?, ?> chart) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    var size = new PageSize(0, 0, chart.getWidth(), chart.getHeight());
    var bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor().getDocument(graphics.getCommands(), size).writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("chart: cannot be written as SVG", e);
    }
    String svg = bytes.toString(StandardCharsets.UTF_8);
    String inner =
        svg.substring(svg.indexOf('>', svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    String rounded =
        NUMBER.matcher(inner).replaceAll(ChartSvg::twoDecimals).replaceAll("\n\\s+", "\n");
    String joined = joined(rounded);
    String name = "clip-%08x-".formatted(CLIP.matcher(joined).replaceAll("").hashCode());
    var names = new LinkedHashMap<String, String>();
    return CLIP.matcher(joined)
        .replaceAll(clip -> names.computeIfAbsent(clip.group(), unknown -> name + names.size()));
  }

  private static String twoDecimals(MatchResult number) {
    return String.format(Locale.ROOT, "%.2f", Double.parseDouble(number.group()))
        .replaceAll("\\.?0+$", "");
  }

  /** Joins lines that go on where the one before ended. */
  private static String joined(String svg) {
    StringBuilder out = new StringBuilder();
    var line = LINE.matcher(svg);
    int from = 0;
    String style = "", end = "";
    boolean open = false;
    while (line.find()) {
      String start = line.group(2) + "," + line.group(4);
      boolean goesOn =
          open && line.start() == from && line.group(1).equals(style) && start.equals(end);
      if (!goesOn) {
        if (open) {
          out.append("\"/>\n");
        }
        out.append(svg, from, line.start());
        style = line.group(1);
        out.append("<polyline style=\"").append(style).append("\" points=\"").append(start);
      }
      end = line.group(3) + "," + line.group(5);
      out.append(' ').append(end);
      open = true;
      from = line.end();
    }
    if (open) {
      out.append("\"/>\n");
    }
    return out.append(svg.substring(from)).toString();
  }

  private static String themed(String svg) {
    return svg.replaceAll(
            "<(?:path|rect) [^>]*style=\"fill:rgb\\(0,0,0\\);fill-opacity:0;[^>]*/>\n?", "")
        .replaceAll("fill:" + rgb(Color.WHITE) + ";[^\"]*", "fill:none")
        .replaceAll("stroke:" + rgb(Color.WHITE) + ";", "stroke:none;")
        .replaceAll("<polyline style=\"fill:none;stroke:none;[^>]*/>\n?", "")
        .replaceAll("<rect[^>]*style=\"fill:none\"[^>]*/>\n?", "")
        .replaceAll("(fill|stroke):" + rgb(ChartStyle.INK), "$1:currentColor")
        .replaceAll("(fill|stroke):" + rgb(ChartStyle.QUIET), "$1-opacity:.78;$1:currentColor")
        .replaceAll("(fill|stroke):" + rgb(ChartStyle.GRID), "$1-opacity:.16;$1:currentColor");
  }

  private static String rgb(Color colour) {
    return "rgb\\(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + "\\)";
  }
}
