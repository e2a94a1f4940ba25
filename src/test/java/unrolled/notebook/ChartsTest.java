package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class ChartsTest {
  private static final int BLUE = 0xff0072b2;
  private static final int VERMILION = 0xffd55e00;

  private static XYChart twoLines() {
    XYChart chart = Charts.lines("t", "x", "y");
    chart.addSeries("a", new double[] {1, 2, 3});
    chart.addSeries("b", new double[] {3, 2, 1});
    return chart;
  }

  @Test
  void lines_are_drawn_on_white_in_colours_that_all_readers_tell_apart() throws IOException {
    BufferedImage png = png(twoLines());
    assertEquals(720, png.getWidth());
    assertEquals(400, png.getHeight());
    assertEquals(0xffffffff, png.getRGB(0, 0));
    assertTrue(pixels(png, p -> p == BLUE) > 300);
    assertTrue(pixels(png, p -> p == VERMILION) > 300);
  }

  @Test
  void a_chart_has_the_size_that_was_asked_for(@TempDir Path folder) throws IOException {
    XYChart chart = twoLines();
    Path file = folder.resolve("docs/picture.png");
    Charts.saveAs(chart, file);
    Charts.saveAs(chart, file);
    assertEquals(720, ImageIO.read(file.toFile()).getWidth());
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
  void bars_carry_a_bar_for_each_name() throws IOException {
    BufferedImage half = png(Charts.bars("t", "y", List.of("a", "b"), 1, 0.5));
    BufferedImage full = png(Charts.bars("t", "y", List.of("a", "b"), 1, 1));
    double ratio = (double) pixels(half, p -> p == BLUE) / pixels(full, p -> p == BLUE);
    assertEquals(0.75, ratio, 0.03);
  }

  @Test
  void a_logarithmic_axis_is_labelled_sparsely_and_exactly() {
    XYChart chart = Charts.logLines("t", "lag", "norm");
    chart.addSeries("g", IntStream.range(0, 41).mapToDouble(k -> Math.pow(10, -k)).toArray());
    LogTicks ticks = new LogTicks(chart);
    List<String> labels =
        IntStream.rangeClosed(0, 40)
            .mapToObj(k -> ticks.apply(Math.pow(10, -k)))
            .filter(label -> !label.isEmpty())
            .toList();
    assertEquals(
        List.of("1", "1e-5", "1e-10", "1e-15", "1e-20", "1e-25", "1e-30", "1e-35", "1e-40"),
        labels);
    assertEquals("", ticks.apply(2e-5));
  }

  @Test
  void a_year_on_the_x_axis_has_no_comma() {
    assertEquals("1700", Charts.xTick(1700));
    assertEquals("0.25", Charts.xTick(0.25));
    assertEquals("100,000", Charts.xTick(100_000));
  }

  @Test
  void the_x_axis_ends_where_the_data_do_unless_told_otherwise() throws IOException {
    XYChart chart = twoLines();
    double[] x = chart.getSeriesCollection().iterator().next().getXData();
    png(chart);
    assertEquals(x[0], chart.getStyler().getXAxisMin());
    assertEquals(x[x.length - 1], chart.getStyler().getXAxisMax(), 0.1);
    XYChart told = twoLines();
    told.getStyler().setXAxisMin(-5.0);
    png(told);
    assertEquals(-5, told.getStyler().getXAxisMin());
  }

  @Test
  void a_single_line_needs_no_legend() throws IOException {
    XYChart one = Charts.lines("t", "x", "y");
    one.addSeries("only", new double[] {1, 2, 3});
    png(one);
    assertFalse(one.getStyler().isLegendVisible());
    XYChart two = twoLines();
    png(two);
    assertTrue(two.getStyler().isLegendVisible());
  }

  @Test
  void a_logarithmic_chart_is_drawn() throws IOException {
    XYChart chart = Charts.logLines("t", "lag", "norm");
    chart.addSeries("g", new double[] {1, 2, 3}, new double[] {1, 1e-20, 1e-40});
    assertTrue(pixels(png(chart), p -> p == BLUE) > 300);
  }

  private static BufferedImage png(Object chart) throws IOException {
    String base64 = Show.bundle(chart).get("image/png");
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  private static long pixels(BufferedImage image, IntPredicate is) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return IntStream.of(all).filter(is).count();
  }
}
