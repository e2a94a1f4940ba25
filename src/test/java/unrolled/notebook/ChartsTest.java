package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.internal.chartpart.Chart;

class ChartsTest {
  private static LineChart twoLines() {
    LineChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", new double[] {1, 2, 3});
    chart.addSeries("b", new double[] {3, 2, 1});
    return chart;
  }

  private static String html(Chart<?, ?> chart) {
    return Show.bundle(chart).get("text/html");
  }

  private static int count(String text, String what) {
    return (int) Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
  }

  @Test
  void lines_differ_in_colour_and_in_dashes_and_stand_on_no_paper() {
    String html = html(twoLines());
    assertTrue(html.contains("stroke:rgb(0,114,178)"), html);
    assertTrue(html.contains("stroke:rgb(213,94,0)"), html);
    assertTrue(html.contains("stroke-dasharray:9,5"), html);
    assertTrue(html.contains("currentColor"), html);
    assertFalse(html.contains("rgb(255,255,255)"), html);
  }

  @Test
  void the_same_chart_is_the_same_text_each_time() {
    assertEquals(html(twoLines()), html(twoLines()));
    LineChart chart = twoLines();
    assertEquals(html(chart), html(chart));
  }

  @Test
  void the_title_is_text_that_a_page_can_wrap_and_comes_back_in_a_file(@TempDir Path folder)
      throws IOException {
    LineChart chart = twoLines();
    assertTrue(html(chart).contains("<figcaption><b>t</b></figcaption>"));
    assertTrue(chart.getStyler().isChartTitleVisible());
    Path file = folder.resolve("c.svg");
    Charts.saveAs(chart, file);
    assertTrue(Files.readString(file).contains("rgb(255,255,255)"));
  }

  @Test
  void the_words_of_a_chart_say_what_is_seen() {
    assertEquals(
        "t. y over x: a from 1 to 3; b from 3 to 1; dashed line at 2, chance.",
        Show.bundle(twoLines().reference(2, "chance")).get("text/plain"));
    assertTrue(
        html(twoLines()).contains("<title>t. y over x: a from 1 to 3; b from 3 to 1.</title>"));
    BarChart bars = Charts.bars("t", "share", List.of("bag", "RNN"), 0.5, 1);
    assertEquals("t. share: bag 0.5, RNN 1.", Show.bundle(bars).get("text/plain"));
  }

  @Test
  void a_file_has_the_size_of_the_drawing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("docs/picture.png");
    Charts.saveAs(twoLines(), file);
    Charts.saveAs(twoLines(), file);
    assertEquals(ChartStyle.WIDTH, ImageIO.read(file.toFile()).getWidth());
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void a_file_that_cannot_be_written_is_named(@TempDir Path folder) throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "");
    var failed =
        assertThrows(
            RuntimeException.class,
            () -> Charts.saveAs(twoLines(), blocked.resolve("picture.png")));
    assertTrue(failed.getMessage().contains("saveAs: cannot write"), failed.getMessage());
  }

  @Test
  void what_is_not_positive_leaves_a_gap_on_a_logarithmic_axis_and_is_counted() {
    LineChart chart = Charts.logLines("t", "k", "norm");
    double[] y = {1, 1e-3, 0, -2, 1e-9};
    chart.addSeries("g", y);
    String html = html(chart);
    assertFalse(html.contains("NaN"), html);
    assertFalse(html.contains("Infinity"), html);
    assertArrayEquals(y, chart.getSeries("g").getYData());
    assertEquals("k", chart.getXAxisTitle());
    assertEquals(
        "t. norm over k, logarithmic: g from 1 to 1 × 10⁻⁹.", Show.bundle(chart).get("text/plain"));
    LineChart whole = Charts.logLines("t", "k", "norm");
    whole.addSeries("g", new double[] {1, 1e-3, 1e-5, 1e-7, 1e-9});
    // The note under the axis is the difference.
    assertTrue(html.length() > html(whole).length() + 3000);
  }

  @Test
  void a_logarithmic_axis_reaches_to_both_ends_of_a_double() {
    LineChart chart = Charts.logLines("t", "x", "y");
    chart.addSeries("a", new double[] {Double.MIN_VALUE, 1, Double.MAX_VALUE});
    String html = html(chart);
    assertFalse(html.contains("NaN"), html);
    assertFalse(html.contains("Infinity"), html);
    LineChart high = Charts.logLines("t", "x", "y");
    high.addSeries("a", new double[] {1e307, 1.5e308});
    assertFalse(html(high).contains("NaN"));
  }

  @Test
  void values_that_are_no_number_leave_a_gap() {
    LineChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY, 2});
    assertFalse(html(chart).contains("NaN"));
    assertFalse(html(chart).contains("Infinity"));
  }

  @Test
  void a_value_that_no_axis_reaches_leaves_a_gap_and_is_counted() {
    LineChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", new double[] {1, 2, 1e308, -1e301, 3});
    assertEquals("t. y over x: a from 1 to 3.", Show.bundle(chart).get("text/plain"));
    LineChart all = Charts.lines("t", "x", "y");
    all.addSeries("a", new double[] {1e308, 1e305});
    var refused = assertThrows(CannotShow.class, () -> html(all));
    assertTrue(
        refused.getMessage().contains("expected a series with a number from −10³⁰⁰ to 10³⁰⁰"),
        refused.getMessage());
  }

  @Test
  void a_point_that_has_no_place_on_the_x_axis_is_refused() {
    for (double x : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e305}) {
      LineChart chart = Charts.lines("t", "x", "y");
      chart.addSeries("a", new double[] {1, x, 3}, new double[] {1, 2, 3});
      var refused = assertThrows(CannotShow.class, () -> html(chart));
      assertTrue(refused.getMessage().contains("series “a”"), refused.getMessage());
    }
  }

  @Test
  void a_series_needs_points_and_as_many_x_as_y() {
    LineChart chart = Charts.lines("t", "x", "y");
    assertEquals(
        "addSeries: “a” has no points; expected at least one",
        assertThrows(IllegalArgumentException.class, () -> chart.addSeries("a", new double[0]))
            .getMessage());
    assertEquals(
        "addSeries: “a” has 2 x and 3 y; expected as many of both",
        assertThrows(
                IllegalArgumentException.class,
                () -> chart.addSeries("a", new double[2], new double[3]))
            .getMessage());
  }

  @Test
  void a_line_to_compare_with_has_a_place_on_the_axis() {
    for (double y : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e301}) {
      assertThrows(IllegalArgumentException.class, () -> twoLines().reference(y, "chance"));
      BarChart bars = Charts.bars("t", "y", List.of("a"), 1);
      assertThrows(IllegalArgumentException.class, () -> bars.reference(y, "chance"));
    }
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Charts.logLines("t", "x", "y").reference(0, "chance"));
    assertEquals(
        "reference: a logarithmic axis has no place for “chance” at 0: expected a number above 0",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> LogTicks.over(0, 1));
  }

  @Test
  void the_name_of_a_line_to_compare_with_stands_beside_the_bars() {
    String plain = html(Charts.bars("t", "y", List.of("a", "b"), 1, 1));
    String compared = html(Charts.bars("t", "y", List.of("a", "b"), 1, 1).reference(0.5, "chance"));
    assertTrue(rightOfBars(compared) < rightOfBars(plain) - 20, compared);
    assertEquals(ChartStyle.WIDTH, Charts.bars("t", "y", List.of("a"), 1).getWidth());
  }

  private static double rightOfBars(String html) {
    return Pattern.compile("d=\"M([\\d.]+),[^\"]*\" style=\"fill:rgb\\(0,114,178\\)")
        .matcher(html)
        .results()
        .mapToDouble(bar -> Double.parseDouble(bar.group(1)))
        .max()
        .orElseThrow();
  }

  @Test
  void a_point_between_two_gaps_is_a_dot() {
    LineChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", new double[] {1, Double.NaN, 3, Double.NaN, 2});
    assertEquals(3, count(html(chart), "fill:rgb(0,114,178)"));
    LineChart one = Charts.lines("t", "x", "y");
    one.addSeries("a", new double[] {5});
    assertEquals(1, count(html(one), "fill:rgb(0,114,178)"));
    assertEquals(0, count(html(twoLines()), "fill:rgb(0,114,178)"));
  }

  @Test
  void ticks_that_lie_close_have_the_digits_that_tell_them_apart() {
    assertEquals(7, Ends.around(100_000, 100_001, 5).digits());
    assertEquals(4, Ends.around(0.6931, 0.6942, 5).digits());
    assertEquals(3, Ends.around(0, 9, 5).digits());
  }

  @Test
  void numbers_that_are_all_the_same_lie_in_the_middle() {
    for (double same : new double[] {5, 0, -3e-310, 9e299}) {
      Ends ends = Ends.around(same, same, 5);
      assertTrue(ends.low() < same && same < ends.high(), ends::toString);
      assertTrue(ends.step() > 0 && ends.high() - ends.low() < 1e301, ends::toString);
    }
    Ends close = Ends.around(1, 1 + 2e-15, 5);
    assertTrue(close.high() - close.low() > 0.1, close::toString);
  }

  @Test
  void a_chart_of_nothing_says_so() {
    var empty = assertThrows(CannotShow.class, () -> html(Charts.lines("Loss", "x", "y")));
    assertTrue(
        empty.getMessage().contains("The chart “Loss” has nothing to draw"), empty.getMessage());
    LineChart unknown = Charts.lines("Loss", "x", "y");
    unknown.addSeries("a", new double[] {Double.NaN, Double.NaN});
    assertThrows(CannotShow.class, () -> html(unknown));
    LineChart dead = Charts.logLines("Loss", "x", "y");
    dead.addSeries("a", new double[] {0, 0});
    assertThrows(CannotShow.class, () -> html(dead));
    assertThrows(CannotShow.class, () -> html(Charts.bars("t", "x", "y")));
  }

  @Test
  void a_hundred_thousand_points_are_drawn_by_their_extremes() {
    LineChart chart = Charts.lines("t", "x", "y");
    double[] many = new Random(1).doubles(100_000).toArray();
    many[54_321] = 7;
    chart.addSeries("a", many);
    String html = html(chart);
    assertTrue(html.length() < 100_000, () -> "length " + html.length());
    assertEquals(100_000, chart.getSeries("a").getYData().length);
    LineChart calm = Charts.lines("t", "x", "y");
    many[54_321] = 0.5;
    calm.addSeries("a", many);
    assertFalse(html.equals(html(calm)));
  }

  @Test
  void figures_are_the_same_under_every_locale() {
    Locale before = Locale.getDefault();
    String plain = html(Charts.bars("t", "y", List.of("a", "b"), 0.25, -1.5));
    try {
      for (String tag : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(plain, html(Charts.bars("t", "y", List.of("a", "b"), 0.25, -1.5)), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void bars_are_as_high_as_their_values() {
    String html = html(Charts.bars("t", "y", List.of("a", "b"), 1, 0.5));
    double[] heights =
        Pattern.compile(
                "d=\"M[\\d.]+,([\\d.]+) L[\\d.]+,[\\d.]+ L[\\d.]+,([\\d.]+)[^\"]*\" style=\"fill:rgb\\(0,114,178\\)")
            .matcher(html)
            .results()
            .mapToDouble(m -> Double.parseDouble(m.group(2)) - Double.parseDouble(m.group(1)))
            .toArray();
    assertEquals(2, heights.length);
    assertEquals(0.5, heights[1] / heights[0], 1e-3);
  }

  @Test
  void a_logarithmic_axis_ends_at_labels_and_has_few_of_them() {
    LogTicks ticks = LogTicks.over(3e-37, 4);
    List<String> labels =
        IntStream.rangeClosed(ticks.from(), ticks.to())
            .mapToObj(k -> ticks.apply(Math.pow(10, k)))
            .filter(label -> !label.isEmpty())
            .toList();
    assertEquals(List.of("10⁻⁴⁰", "10⁻³⁰", "10⁻²⁰", "10⁻¹⁰", "10⁰", "10¹⁰"), labels);
    assertEquals("", ticks.apply(2e-10));
    assertEquals(new LogTicks(-2, 1, 1), LogTicks.over(0.01, 10));
  }

  @Test
  void both_ends_of_a_logarithmic_axis_have_a_label() {
    // One more decade is one more label and one more line of the grid.
    String two = logarithmic(1, 100), three = logarithmic(1, 1000);
    String label = "style=\"fill-opacity:.78;fill:currentColor";
    assertEquals(count(two, label) + 1, count(three, label), two);
    assertEquals(5 + 3 + 1, count(two, label), "labels of x and of y, title of y");
    String rule = "stroke-opacity:.16";
    assertEquals(3, count(two, rule));
    assertEquals(4, count(three, rule));
    // The lines of data lie over them.
    assertTrue(two.lastIndexOf(rule) < two.indexOf("stroke:rgb(0,114,178)"), two);
  }

  private static String logarithmic(double low, double high) {
    LineChart chart = Charts.logLines("t", "x", "y");
    chart.addSeries("a", new double[] {low, high, high});
    return html(chart);
  }

  @Test
  void an_axis_ends_at_round_numbers() {
    assertEquals(new Ends(0, 10, 2), Ends.around(0, 9.1, 5));
    assertEquals(new Ends(0, 9, 1), Ends.at(0, 9));
    assertEquals(new Ends(0, 100, 20), Ends.at(0, 100));
    assertEquals(new Ends(-2, 4, 1), Ends.around(-1.5, 3.2, 5));
    assertTrue(Ends.around(5, 5, 5).high() > 5);
  }

  @Test
  void a_year_on_the_x_axis_has_no_comma() {
    assertEquals("1700", LineChart.xTick(1700, "year"));
    assertEquals("1,700", LineChart.xTick(1700, "step"));
    assertEquals("0.25", LineChart.xTick(0.25, "year"));
    assertEquals("100,000", LineChart.xTick(100_000, "Year of light"));
  }

  @Test
  void a_name_with_a_number_below_zero_has_a_minus_sign_and_other_hyphens_stay() {
    assertEquals("LSTM, b = −2", Numbers.withMinus("LSTM, b = -2"));
    assertEquals("-x, ISO 8601-1, GRU-2, (1)-2", Numbers.withMinus("-x, ISO 8601-1, GRU-2, (1)-2"));
    LineChart ascii = Charts.lines("a chart", "x", "y");
    LineChart printed = Charts.lines("a chart", "x", "y");
    for (int k = 0; k < 2; k++) {
      ascii.addSeries("b = -" + k, new double[] {1, 2}, new double[] {1, k});
      printed.addSeries("b = −" + k, new double[] {1, 2}, new double[] {1, k});
    }
    assertEquals(html(printed), html(ascii).replace("b = -", "b = −"));
  }

  @Test
  void labels_at_line_ends_keep_a_line_apart_and_inside_the_plot() {
    double[] y = Lettering.spread(new double[] {100, 101, 102, 290}, 10, 295);
    for (int i = 1; i < y.length; i++) {
      assertTrue(y[i] - y[i - 1] >= 19, Arrays.toString(y));
    }
    double[] low = Lettering.spread(new double[] {293, 294}, 10, 295);
    assertTrue(low[1] <= 295 && low[1] - low[0] >= 19, Arrays.toString(low));
  }

  @Test
  void a_single_line_needs_no_name_and_two_have_one_each() {
    LineChart one = Charts.lines("t", "x", "y");
    one.addSeries("only", new double[] {1, 2, 3});
    html(one);
    assertFalse(one.getStyler().isLegendVisible());
    // A piece of the line itself stands before each name.
    assertEquals(1, count(html(one), "stroke:rgb(0,114,178)"));
    assertTrue(count(html(twoLines()), "stroke:rgb(0,114,178)") > 1);
  }
}
