package unrolled.grade.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * An XChart chart as SVG that stands in a page and takes its colours from the style sheet.
 *
 * <p>XChart draws letters as their outlines, so the drawing needs no font where it is shown, and
 * says in words what it shows to those who cannot see it. What XChart's writer makes is changed in
 * three ways: its colours become classes, since the page allows no style but its own; numbers keep
 * two decimals; and there are no names in it, which would change from run to run.
 */
final class Svg {
  static final Color PAPER = new Color(0xfefefe);
  static final Color GRID = new Color(0xe4e7eb);
  static final Color QUIET = new Color(0x57606a);
  static final Color LABEL = new Color(0xfdfdfd);
  static final Color BAR = new Color(0x0072b2);

  private static final Map<Color, String> CLASSES =
      Map.of(GRID, "grid", QUIET, "quiet", LABEL, "label", BAR, "bar");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+\\.[0-9]+");
  private static final Pattern RGB = Pattern.compile("rgb\\(([0-9]+),([0-9]+),([0-9]+)\\)");

  private Svg() {}

  /** Whether Java finds the fonts that drawing needs; a small machine may have none. */
  static boolean canDraw() {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
      return new TextLayout("0", font, new FontRenderContext(null, true, true)).getAdvance() > 0;
    } catch (RuntimeException | Error noFonts) {
      // Without fonts AWT fails here, with another error on each machine and at each call.
      return false;
    }
  }

  /**
   * Draws a chart.
   *
   * @param told what it shows, in words
   */
  static String of(Chart<?, ?> chart, String told) {
    Element root = parse(encode(chart));
    var svg = new Markup();
    svg.open("svg", "viewBox", root.getAttribute("viewBox"), "role", "img", "aria-label", told);
    children(root, svg);
    return svg.close().toString();
  }

  private static byte[] encode(Chart<?, ?> chart) {
    try {
      return ChartEncoder.getBytes(chart, "svg");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot draw a chart", e);
    }
  }

  private static Element parse(byte[] svg) {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      // The file names a document type on the web, which must not be fetched.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg)).getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("XChart's SVG cannot be read: " + e.getMessage(), e);
    }
  }

  private static void children(Element parent, Markup svg) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      // Nothing that we draw reaches beyond its clip, so clips can go with their names.
      if (node instanceof Element element && !element.getTagName().equals("defs")) {
        element(element, svg);
      }
    }
  }

  private static void element(Element element, Markup svg) {
    String style = element.getAttribute("style");
    String look = look(style);
    boolean shape = !element.getTagName().equals("g");
    if (shape && look.isEmpty()) {
      return; // the paper
    }
    svg.open(element.getTagName(), attributes(element, look));
    children(element, svg);
    svg.close();
  }

  /** The class for a colour; none for paper. */
  private static String look(String style) {
    return RGB.matcher(style)
        .results()
        .map(Svg::colour)
        .filter(CLASSES::containsKey)
        .map(CLASSES::get)
        .findFirst()
        .orElse("");
  }

  private static Color colour(MatchResult rgb) {
    return new Color(
        Integer.parseInt(rgb.group(1)),
        Integer.parseInt(rgb.group(2)),
        Integer.parseInt(rgb.group(3)));
  }

  private static String[] attributes(Element element, String look) {
    var kept = new ArrayList<String>();
    NamedNodeMap all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      String name = all.item(i).getNodeName();
      if (!name.equals("style") && !name.equals("clip-path")) {
        kept.add(name);
        kept.add(rounded(all.item(i).getNodeValue()));
      }
    }
    if (!look.isEmpty()) {
      kept.add("class");
      kept.add(look);
    }
    return kept.toArray(String[]::new);
  }

  private static String rounded(String value) {
    return NUMBER
        .matcher(value)
        .replaceAll(number -> twoDecimals(Double.parseDouble(number.group())));
  }

  private static String twoDecimals(double number) {
    return String.format(Locale.ROOT, "%.2f", number).replaceAll("\\.?0+$", "");
  }
}
