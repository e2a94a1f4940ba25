package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.exercise.Home;
import unrolled.experiment.GradientByLag;

/** The picture in the README is the one that the library draws today. */
class ReadmePictureTest {
  private static final int LAGS = 100;

  @Test
  void the_picture_is_in_step_with_the_library() throws IOException {
    Path drawn = Home.path().resolve("target/gradient.png");
    Charts.saveAs(chart(), drawn);
    BufferedImage now = ImageIO.read(drawn.toFile());
    BufferedImage committed = ImageIO.read(Home.path().resolve(".github/gradient.png").toFile());
    assertEquals(committed.getWidth(), now.getWidth());
    assertEquals(committed.getHeight(), now.getHeight());
    // Fonts differ between machines, the lines do not.
    double differing = differing(committed, now);
    assertTrue(
        differing < 0.04,
        () -> "%.1f %% of the pixels differ; look at %s".formatted(100 * differing, drawn));
  }

  private static double differing(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int x = 0; x < a.getWidth(); x++)
      for (int y = 0; y < a.getHeight(); y++)
        if (distance(a.getRGB(x, y), b.getRGB(x, y)) > 90) count++;
    return (double) count / (a.getWidth() * a.getHeight());
  }

  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8)
      sum += Math.abs((one >> shift & 255) - (other >> shift & 255));
    return sum;
  }

  private static XYChart chart() {
    double[] lags = IntStream.rangeClosed(0, LAGS).asDoubleStream().toArray();
    XYChart chart =
        Charts.logLines("How much gradient is left, k steps back, before training", "k", "share");
    for (int bias : new int[] {4, 2, 1, 0}) {
      LstmCell lstm = new LstmCell(8, 64, new Random(1)).withForgetBias(bias);
      chart.addSeries("LSTM, forget bias " + bias, lags, GradientByLag.of(lstm, LAGS, 1, 7));
    }
    chart.addSeries("GRU", lags, GradientByLag.of(new GruCell(8, 64, new Random(1)), LAGS, 1, 7));
    chart.addSeries("RNN", lags, GradientByLag.of(new RnnCell(8, 64, new Random(1)), LAGS, 1, 7));
    return chart;
  }
}
