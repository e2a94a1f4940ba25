package unrolled.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.data.MackeyGlass;
import unrolled.model.Readout;
import unrolled.train.SplitMix;
import unrolled.train.TrainingEvent.EpochDone;

/** The examples learn what they say. */
@Tag("any-jdk") // the notebooks train on every JDK
class ExamplesTest {
  /** With the letters of the text counted alone, a character costs 4.84 bits. */
  @Test
  void the_names_are_learnt() {
    CharLm names = new CharLm(32);
    double bits = names.learn(8);
    assertTrue(bits < 3.2, bits + " bits");
    assertEquals(40, names.invent(40).length());
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_STEP", "MEAN"})
  void rows_of_different_lengths_are_classified(Readout readout) {
    double accuracy = new Classify().learn(readout, 4);
    assertTrue(accuracy > 0.9, accuracy + " with " + readout);
  }

  @Test
  void symbols_are_tagged_by_what_comes_after_them() {
    double accuracy = new Tagger().learn(4);
    assertTrue(accuracy > 0.9, "accuracy " + accuracy);
  }

  @Test
  void a_series_is_foretold_and_a_killed_run_ends_in_the_same_place(@TempDir Path folder) {
    double[] series = MackeyGlass.series(1000, 17, new SplitMix(5));
    double rmse = Regress.learn(series, folder.resolve("whole"), event -> {});
    assertTrue(rmse > 0 && rmse < 0.05, "rmse " + rmse);
    Path file = folder.resolve("killed");
    for (int kill : new int[] {2, 5}) {
      assertThrows(
          IllegalStateException.class,
          () ->
              Regress.learn(
                  series,
                  file,
                  event -> {
                    if (event instanceof EpochDone done && done.epoch() == kill) {
                      throw new IllegalStateException("killed");
                    }
                  }));
    }
    assertEquals(rmse, Regress.learn(series, file, event -> {}));
  }

  /**
   * Lines of code, neither empty nor a comment nor an import, beside those of the same program in
   * PyTorch: as docs/in-your-own-program.md says, and never more than half as many again.
   */
  @ParameterizedTest
  @CsvSource({
    "CharLm, char_lm",
    "Classify, classify",
    "Tagger, tagger",
    "Translate, translate",
    "Regress, regress"
  })
  void an_example_is_about_as_short_as_its_twin_in_pytorch(String ours, String theirs)
      throws IOException {
    Path home = Path.of(System.getProperty("unrolled.home"));
    Path twin = home.resolve("src/test/python/example/" + theirs + ".py");
    long java = lines(home.resolve("src/test/java/unrolled/example/" + ours + ".java"));
    long python = lines(twin);
    assertTrue(java > 20 && java <= 1.5 * python, java + " lines, " + python + " in PyTorch");
    String page = Files.readString(home.resolve("docs/in-your-own-program.md"));
    String row =
        page.lines().filter(line -> line.contains("/" + ours + ".java)")).findFirst().orElse("");
    String end = "| %d | [%d](../src/test/python/example/%s.py) |".formatted(java, python, theirs);
    assertTrue(row.endsWith(end), () -> "expected a row that ends in " + end + ", got " + row);
  }

  private static long lines(Path file) throws IOException {
    Pattern other = Pattern.compile("\\s*(|//.*|/?\\*.*|#.*|\"\"\".*|(import|package|from) .*)");
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !other.matcher(line).matches()).count();
    }
  }

  @Test
  void dates_are_translated() {
    Translate dates = new Translate(64);
    dates.learn(300);
    double accuracy = dates.accuracy(50);
    assertTrue(accuracy > 0.7, accuracy + " of the dates");
  }
}
