package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.exercise.Home;
import unrolled.experiment.GradientByLag;

/** The picture in the README is the one that the library draws today. */
class ReadmePictureTest {
  private static final int LAGS = 100;
  private static final Pattern LINE =
      Pattern.compile(
          "<polyline style=\"[^\"]*stroke:(rgb\\([^)]*\\))[^\"]*\" points=\"([^\"]*)\"");

  @Test
  void the_picture_is_in_step_with_the_library() throws IOException {
    Path drawn = Home.path().resolve("target/gradient.svg");
    Charts.saveAs(chart(), drawn);
    List<double[]> now = lines(drawn);
    List<double[]> committed = lines(Home.path().resolve(".github/gradient.svg"));
    assertEquals(committed.size(), now.size());
    // Letters differ between machines and move the plot a little; the shapes of the lines do not.
    for (int i = 0; i < now.size(); i++) {
      assertArrayEquals(shape(committed.get(i)), shape(now.get(i)), 0.02, "look at " + drawn);
    }
  }

  private static List<double[]> lines(Path svg) throws IOException {
    return LINE.matcher(Files.readString(svg))
        .results()
        .map(line -> Arrays.stream(line.group(2).split("[ ,]")).mapToDouble(Double::parseDouble))
        .map(numbers -> numbers.toArray())
        .filter(numbers -> numbers.length == 2 * (LAGS + 1))
        .toList();
  }

  /** How far each point lies from the first, as a share of the whole width. */
  private static double[] shape(double[] points) {
    double width = points[points.length - 2] - points[0];
    return IntStream.range(0, points.length)
        .mapToDouble(i -> (points[i] - points[i % 2]) / width)
        .toArray();
  }

  private static LineChart chart() {
    double[] lags = IntStream.rangeClosed(0, LAGS).asDoubleStream().toArray();
    LineChart chart = Charts.logLines("Gradient left, k steps back, before training", "k", "share");
    for (int bias : new int[] {4, 2, 1, 0}) {
      LstmCell lstm = new LstmCell(8, 64, new Random(1)).withForgetBias(bias);
      chart.addSeries("LSTM, forget bias " + bias, lags, GradientByLag.of(lstm, LAGS, 1, 7));
    }
    chart.addSeries("GRU", lags, GradientByLag.of(new GruCell(8, 64, new Random(1)), LAGS, 1, 7));
    chart.addSeries("RNN", lags, GradientByLag.of(new RnnCell(8, 64, new Random(1)), LAGS, 1, 7));
    return chart;
  }
}
