package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ShowTest {
  private static final class Endless {
    @Override
    public String toString() {
      return "" + this;
    }
  }

  @Test
  void null_is_shown_as_null() {
    assertEquals(Map.of("text/plain", "null"), Show.bundle(null));
  }

  @Test
  void text_is_left_as_it_is() {
    assertEquals(Map.of("text/plain", "a<b>"), Show.bundle("a<b>"));
  }

  @Test
  void arrays_show_what_is_in_them() {
    assertEquals("double[3] {1, −0.5, 0.333}", text(new double[] {1, -0.5, 1 / 3.0}));
    assertEquals("double[0] {}", text(new double[0]));
    assertEquals("int[2] {1700, 7}", text(new int[] {1700, 7}));
    assertEquals("String[2] {\"a\", null}", text(new String[] {"a", null}));
    assertEquals(
        "double[2][] {\n  double[1] {1},\n  double[2] {2, 3}}", text(new double[][] {{1}, {2, 3}}));
    String all = text(new double[60]);
    assertFalse(all.contains("…"), all);
    assertTrue(all.lines().allMatch(line -> line.length() <= 80), all);
    double[] many = new double[309];
    many[308] = 9;
    many[100] = 8;
    String some = text(many);
    assertTrue(some.startsWith("double[309] {0, 0"), some);
    assertTrue(some.contains(" …, ") && some.endsWith(" 9}"), some);
    assertFalse(some.contains("8"), some);
  }

  private static String text(Object value) {
    return Show.bundle(value).get("text/plain");
  }

  @Test
  void a_rich_value_brings_its_forms_and_its_text() {
    Rich bold =
        new Rich() {
          @Override
          public Map<String, String> mime() {
            return Map.of("text/html", "<b>7</b>");
          }

          @Override
          public String toString() {
            return "7";
          }
        };
    assertEquals(Map.of("text/plain", "7", "text/html", "<b>7</b>"), Show.bundle(bold));
  }

  @Test
  void endless_recursion_in_toString_is_told() {
    String text = Show.bundle(new Endless()).get("text/plain");
    assertEquals(
        "A value of Endless: its toString() failed with java.lang.StackOverflowError", text);
  }

  @Test
  void a_rich_form_that_fails_is_thrown_and_not_only_told() {
    Rich broken =
        () -> {
          throw new IllegalStateException("no data");
        };
    var failed = assertThrows(CannotShow.class, () -> Show.bundle(broken));
    assertTrue(failed.getMessage().endsWith("cannot be shown: no data"), failed.getMessage());
    assertThrows(CannotShow.class, () -> Show.show(broken));
  }

  @Test
  void a_stopped_cell_stays_stopped() {
    Rich stopped =
        () -> {
          throw new ThreadDeath();
        };
    assertThrows(ThreadDeath.class, () -> Show.bundle(stopped));
  }

  @Test
  void an_image_becomes_a_png_of_its_size() throws IOException {
    var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x123456);
    BufferedImage back = decode(Show.bundle(image).get("image/png"));
    assertEquals(3, back.getWidth());
    assertEquals(0xff123456, back.getRGB(2, 1));
  }

  @Test
  void any_chart_of_the_library_becomes_a_drawing_without_paper() {
    var chart = new XYChartBuilder().title("loss").width(200).height(100).build();
    chart.addSeries("y", new double[] {1, 2, 3}, new double[] {1, 4, 9});
    Map<String, String> bundle = Show.bundle(chart);
    assertEquals("XYChart “loss”, 1 series", bundle.get("text/plain"));
    String html = bundle.get("text/html");
    assertTrue(html.contains("<figcaption><b>loss</b></figcaption>"), html);
    assertTrue(html.contains("viewBox=\"0 0 200 100\""), html);
    assertFalse(html.contains("rgb(255,255,255)"), html);
  }

  @Test
  void a_background_that_was_chosen_is_kept() {
    var chart = new XYChartBuilder().width(200).height(100).build();
    chart.getStyler().setChartBackgroundColor(Color.BLACK);
    chart.addSeries("y", new double[] {1, 2}, new double[] {1, 4});
    String html = Show.bundle(chart).get("text/html");
    assertTrue(html.contains("fill:rgb(0,0,0)"), html);
  }

  @Test
  void a_table_is_escaped_and_short() {
    var years = IntColumn.create("year", 1700, 1701);
    var names = StringColumn.create("a<b", "x & y", "</td>");
    String html = Show.bundle(Table.create("spots", years, names)).get("text/html");
    assertTrue(html.contains("<caption>spots</caption>"), html);
    assertTrue(html.contains("<th>year</th><th>a&lt;b</th>"), html);
    assertTrue(html.contains("<tr><td>1701</td><td>&lt;/td&gt;</td></tr>"), html);
    assertTrue(html.contains("<td>x &amp; y</td>"), html);
    assertFalse(html.contains("first"), html);
  }

  @Test
  void a_long_table_says_how_much_of_it_is_shown() {
    String html = TableHtml.of(Table.create(IntColumn.indexColumn("i", 1309, 0)));
    assertTrue(html.contains("<td>19</td>"), html);
    assertFalse(html.contains("<td>20</td>"), html);
    assertTrue(html.endsWith("<p>first 20 of 1,309 rows</p>"), html);
  }

  @Test
  void shown_values_go_to_the_sink() {
    List<Map<String, String>> seen = new ArrayList<>();
    Show.sink(seen::add);
    Show.show(7);
    Show.html("<p>a &lt; b</p><style>p {}</style>\n<p>c</p>");
    assertEquals("7", seen.get(0).get("text/plain"));
    assertEquals("a < b\nc", seen.get(1).get("text/plain"));
    assertTrue(seen.get(1).get("text/html").startsWith("<p>"));
  }

  @Test
  void missing_fonts_are_told_in_one_sentence() {
    var awt = new InternalError(new RuntimeException("Fontconfig head is null, check your fonts"));
    assertTrue(ChartForms.isAboutFonts(awt));
    assertTrue(ChartForms.isAboutFonts(new NoClassDefFoundError("sun.font.SunFontManager")));
    assertFalse(ChartForms.isAboutFonts(new IllegalArgumentException("no series")));
    assertTrue(new ChartForms.NoFonts(awt).getMessage().contains("libfontconfig1"));
  }

  private static BufferedImage decode(String base64) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }
}
