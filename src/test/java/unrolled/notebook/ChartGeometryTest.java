package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.internal.chartpart.Chart;

/** Where the parts of a drawn chart are, as its SVG has them. */
class ChartGeometryTest {
  private static final String QUIET = "fill-opacity:.78;fill:currentColor;";
  private static final String INK = "fill:currentColor;";
  private static final Rectangle2D PICTURE =
      new Rectangle2D.Double(0, 0, ChartStyle.WIDTH, ChartStyle.HEIGHT);

  private static String html(Chart<?, ?> chart) {
    return Show.bundle(chart).get("text/html");
  }

  private static double[] numbers(String text) {
    return Pattern.compile("-?\\d+(\\.\\d+)?")
        .matcher(text)
        .results()
        .mapToDouble(number -> Double.parseDouble(number.group()))
        .toArray();
  }

  /** The points of each line whose style contains {@code style}. */
  private static List<double[]> lines(String html, String style) {
    return Pattern.compile("<polyline style=\"([^\"]*)\" points=\"([^\"]*)\"")
        .matcher(html)
        .results()
        .filter(line -> line.group(1).contains(style))
        .map(line -> numbers(line.group(2)))
        .toList();
  }

  /** The boxes around the shapes whose style begins with {@code style}: one for each text. */
  private static List<Rectangle2D> boxes(String html, String style) {
    return Pattern.compile("<path d=\"([^\"]*)\" style=\"" + Pattern.quote(style))
        .matcher(html)
        .results()
        .map(path -> box(numbers(path.group(1))))
        .toList();
  }

  private static Rectangle2D box(double[] points) {
    Rectangle2D box = new Rectangle2D.Double(points[0], points[1], 0, 0);
    for (int i = 2; i < points.length; i += 2) {
      box.add(points[i], points[i + 1]);
    }
    return box;
  }

  private static List<double[]> axes(String html) {
    return lines(html, "stroke-opacity:.78;stroke:currentColor");
  }

  /** The marks of the x axis, or else of the y axis. */
  private static List<double[]> marks(String html, boolean ofX) {
    return axes(html).stream()
        .filter(line -> Math.abs(Math.hypot(line[2] - line[0], line[3] - line[1]) - 4) < 0.02)
        .filter(line -> ofX == (line[0] == line[2]))
        .toList();
  }

  private static double foot(String html) {
    return axes(html).stream()
        .filter(line -> line[1] == line[3] && line[2] - line[0] > 100)
        .mapToDouble(line -> line[1])
        .findAny()
        .orElseThrow();
  }

  private static double[] many(int count, double from, double step) {
    return IntStream.range(0, count).mapToDouble(i -> from + i * step).toArray();
  }

  private static LineChart line(LineChart chart, double[] x, double[] y) {
    chart.addSeries("a", x, y);
    return chart;
  }

  @Test
  void each_mark_has_its_label_and_each_label_its_mark() {
    List<LineChart> charts =
        List.of(
            line(Charts.lines("t", "step", "y"), many(18, 0, 100), many(18, 0, 0.013)),
            line(Charts.lines("t", "length", "y"), many(9, 2, 1), many(9, -1, 0.3)),
            line(Charts.lines("t", "x", "y"), many(18, 30, 10), many(18, 1e5, 1)),
            line(Charts.logLines("t", "k", "y"), many(9, 0, 1), many(9, 1e-9, 0.1)));
    for (LineChart chart : charts) {
      String html = html(chart);
      List<Rectangle2D> labels = boxes(html, QUIET);
      List<double[]> x = marks(html, true), y = marks(html, false);
      assertTrue(x.size() >= 3 && y.size() >= 3, html);
      assertEquals(labels.size(), x.size() + y.size() + 1, "and the title of y");
      for (double[] mark : x) {
        assertTrue(
            labels.stream()
                .anyMatch(
                    label ->
                        label.getMinY() > mark[3] && Math.abs(label.getCenterX() - mark[0]) < 2),
            () -> "no label at x = " + mark[0] + ": " + labels);
      }
      for (double[] mark : y) {
        assertTrue(
            labels.stream()
                .anyMatch(
                    label ->
                        label.getMaxX() < mark[0] && Math.abs(label.getCenterY() - mark[1]) < 3),
            () -> "no label at y = " + mark[1] + ": " + labels);
      }
    }
  }

  @Test
  void the_rules_of_the_grid_lie_at_the_marks_of_y() {
    String html = html(Charts.bars("t", "y", List.of("a", "b"), 0.3, 0.84));
    double[] rules = lines(html, "stroke-opacity:.16").stream().mapToDouble(l -> l[1]).toArray();
    double[] marks = marks(html, false).stream().mapToDouble(mark -> mark[1]).toArray();
    assertEquals(Arrays.toString(marks), Arrays.toString(rules));
  }

  @Test
  void the_axis_lies_at_the_feet_of_the_bars() {
    for (double[] values : new double[][] {{0.8, 100}, {3392, 4480}, {-0.8, 1}, {-3, -2}}) {
      String html = html(Charts.bars("t", "y", List.of("a", "b"), values));
      double foot = foot(html);
      List<Rectangle2D> bars = boxes(html, "fill:rgb(0,114,178)");
      assertEquals(2, bars.size());
      for (int i = 0; i < 2; i++) {
        Rectangle2D bar = bars.get(i);
        assertEquals(foot, values[i] < 0 ? bar.getMinY() : bar.getMaxY(), 0.3, html);
      }
      assertEquals(0, marks(html, true).size());
    }
  }

  @Test
  void counts_have_no_tick_between_two_whole_numbers() {
    int halves =
        marks(html(Charts.bars("t", "y", List.of("a", "b", "c"), 1, 0.5, 3)), false).size();
    int ones = marks(html(Charts.bars("t", "y", List.of("a", "b", "c"), 1, 0, 3)), false).size();
    assertEquals(7, halves, "0 to 3 in halves");
    assertEquals(4, ones, "0 to 3");
    assertEquals(6, marks(html(Charts.bars("t", "y", List.of("a", "b"), 0, 1)), false).size());
  }

  private static BarChart grouped(int members, List<String> names) {
    BarChart chart = Charts.bars("t", "", "y");
    for (int m = 0; m < members; m++) {
      chart.addSeries("member " + m, names, names.stream().map(name -> 0.84).toList());
    }
    return chart;
  }

  @Test
  void the_bars_of_a_group_differ_in_their_stripes_and_the_legend_has_them_too() {
    String html = html(grouped(3, List.of("a", "b")));
    assertEquals(0, stripes(html, "rgb(0,114,178)").size());
    List<double[]> second = stripes(html, "rgb(213,94,0)"), third = stripes(html, "rgb(0,158,115)");
    assertEquals(2 + 1, second.size(), "two bars and a name");
    assertEquals(2 + 1, third.size());
    assertFalse(Arrays.equals(second.get(0), third.get(0)));
    assertFalse(html.contains("rgb(255,255,255)"), "nothing but the page lies behind");
    BarChart chart = grouped(2, List.of("a"));
    html(chart);
    assertEquals(ChartStyle.FIRST, chart.getSeries("member 0").getFillColor());
  }

  /** The slopes of the shapes of this colour that have several pieces. */
  private static List<double[]> stripes(String html, String colour) {
    return Pattern.compile("<path d=\"([^\"]*)\" style=\"fill:" + Pattern.quote(colour))
        .matcher(html)
        .results()
        .filter(path -> path.group(1).indexOf('M') != path.group(1).lastIndexOf('M'))
        .map(path -> slopes(path.group(1)))
        .toList();
  }

  private static double[] slopes(String path) {
    double[] p = numbers(path.replaceAll("Z.*", ""));
    return IntStream.range(0, p.length / 2 - 1)
        .mapToDouble(i -> Math.signum((p[2 * i + 3] - p[2 * i + 1]) * (p[2 * i + 2] - p[2 * i])))
        .filter(sign -> sign != 0)
        .distinct()
        .toArray();
  }

  @Test
  void long_names_of_bars_neither_meet_nor_leave_the_picture() {
    List<String> two = List.of("GRU", "coupled LSTM", "LSTM, forget bias 1");
    List<String> turned =
        List.of("bidirectional stacked LSTM", "bidirectional stacked GRU", "plain", "identity");
    List<String> cut = numbered("a rather long name that goes on and on, number ", 11);
    for (List<String> names : List.of(two, turned, cut, numbered("unbroken", 40))) {
      String html = html(Charts.bars("t", "y", names, many(names.size(), 1, 1)));
      double foot = foot(html);
      List<Rectangle2D> below =
          boxes(html, INK).stream().filter(box -> box.getMinY() > foot).toList();
      assertTrue(below.size() > 2, html);
      assertTrue(foot > ChartStyle.HEIGHT / 2.0, "half of the picture is for the bars");
      below.forEach(name -> assertTrue(PICTURE.contains(name), () -> name + " in " + html));
    }
    BarNames wrapped = BarNames.fitting(two, 140, 80);
    assertFalse(wrapped.slanted());
    assertEquals(List.of("LSTM, forget", "bias 1"), wrapped.lines().get(2));
    for (List<String> name : wrapped.lines()) {
      name.forEach(text -> assertTrue(Lettering.width(text, ChartStyle.PLAIN) < 140, text));
    }
    assertEquals(
        List.of("bidirectional", "stacked LSTM"), BarNames.fitting(turned, 100, 80).lines().get(0));
    assertTrue(BarNames.fitting(cut, 40, 80).lines().get(0).get(0).endsWith("…"));
  }

  private static List<String> numbered(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i).toList();
  }

  @Test
  void names_of_a_group_that_are_too_wide_for_one_row_have_two() {
    String html = html(grouped(5, List.of("a", "b", "c")));
    double foot = foot(html);
    List<Rectangle2D> below =
        boxes(html, INK).stream().filter(box -> box.getMinY() > foot).toList();
    assertEquals(3 + 5, below.size());
    below.forEach(name -> assertTrue(PICTURE.contains(name), () -> name + " in " + html));
  }

  @Test
  void the_name_of_a_line_to_compare_with_lies_on_no_curve() {
    double[] high = {0.14, 0.139, 0.136, 0.134, 0.132, 0.131, 0.13, 0.128, 0.127};
    double[] low = {0.22, 0.115, 0.1, 0.09, 0.089, 0.094, 0.1, 0.108, 0.116};
    LineChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", many(9, 1, 1), high).setShowInLegend(false);
    chart.addSeries("b", many(9, 1, 1), low).setShowInLegend(false);
    chart.reference(0.1233, "AR(9)").reference(0.2, "always");
    String html = html(chart);
    double foot = foot(html);
    List<Rectangle2D> names =
        boxes(html, INK).stream().filter(box -> box.getMinY() > 0 && box.getMaxY() < foot).toList();
    assertEquals(2, names.size());
    List<Line2D> pieces = new ArrayList<>();
    for (String colour : List.of("stroke:rgb(0,114,178)", "stroke:rgb(213,94,0)")) {
      double[] p = lines(html, colour).get(0);
      for (int i = 0; i + 3 < p.length; i += 2) {
        pieces.add(new Line2D.Double(p[i], p[i + 1], p[i + 2], p[i + 3]));
      }
    }
    assertEquals(16, pieces.size());
    for (Rectangle2D name : names) {
      assertTrue(pieces.stream().noneMatch(piece -> piece.intersects(name)), () -> name + html);
    }
  }

  @Test
  void no_axis_of_shares_has_a_mark_above_1_and_the_numbers_have_no_rule_through_them() {
    BarChart upright = grouped(3, List.of("lengths given", "zeros behind", "zeros in front"));
    for (BarChart chart : List.of(upright, Charts.bars("t", "y", List.of("a", "b"), 0.5, 1))) {
      String html = html(chart);
      assertEquals(6, marks(html, false).size(), "0, 0.2, 0.4, 0.6, 0.8, 1");
      double top = marks(html, false).stream().mapToDouble(mark -> mark[1]).min().orElseThrow();
      double foot = foot(html);
      List<Rectangle2D> numbers =
          boxes(html, INK).stream().filter(box -> box.getMaxY() < foot).toList();
      assertFalse(numbers.isEmpty());
      numbers.forEach(number -> assertTrue(number.getMaxY() < top, () -> number + html));
      numbers.forEach(number -> assertTrue(number.getMinY() > 0, () -> number + html));
    }
  }

  @Test
  void an_axis_writes_all_its_powers_alike() {
    for (LogTicks ticks : List.of(LogTicks.over(1e-4, 100), LogTicks.over(0.01, 100))) {
      List<String> labels = Arrays.stream(ticks.values()).mapToObj(ticks::apply).toList();
      long powers = labels.stream().filter(label -> label.matches("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")).count();
      assertTrue(powers == 0 || powers == labels.size(), labels::toString);
    }
    assertEquals("0.01", LogTicks.over(0.01, 100).apply(0.01));
    assertEquals("10⁰", LogTicks.over(1e-4, 100).apply(1.0));
  }

  @Test
  void colours_stand_out_on_light_and_on_dark_pages() {
    Color dark = new Color(0x111111);
    for (Color series : Charts.lines("t", "x", "y").getStyler().getSeriesColors()) {
      assertTrue(contrast(series, Color.WHITE) >= 3, series::toString);
      assertTrue(contrast(series, dark) >= 3, series::toString);
    }
    for (Color page : List.of(Color.WHITE, dark)) {
      double strength = ChartStyle.PALE.getAlpha() / 255.0;
      assertTrue(contrast(mixed(ChartStyle.PALE, strength, page), page) > 1.6, page::toString);
    }
    String strongest =
        Xml.all(Xml.of(HeatMap.strip("t", 1)), "rect", "k0").get(0).getAttribute("fill-opacity");
    double strength = Double.parseDouble(strongest);
    for (Color cell : List.of(new Color(0xd55e00), new Color(0x0072b2))) {
      assertTrue(contrast(ChartStyle.INK, mixed(cell, strength, Color.WHITE)) >= 4.5);
      assertTrue(contrast(new Color(0xdddddd), mixed(cell, strength, dark)) >= 4.5);
    }
  }

  private static Color mixed(Color over, double strength, Color page) {
    int[] parts =
        Stream.of(
                new int[] {over.getRed(), page.getRed()},
                new int[] {over.getGreen(), page.getGreen()},
                new int[] {over.getBlue(), page.getBlue()})
            .mapToInt(pair -> (int) Math.round(strength * pair[0] + (1 - strength) * pair[1]))
            .toArray();
    return new Color(parts[0], parts[1], parts[2]);
  }

  /** As the Web Content Accessibility Guidelines define it. */
  private static double contrast(Color a, Color b) {
    double[] light = DoubleStream.of(luminance(a) + 0.05, luminance(b) + 0.05).sorted().toArray();
    return light[1] / light[0];
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
