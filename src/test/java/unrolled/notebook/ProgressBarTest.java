package unrolled.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import unrolled.train.TrainingEvent;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  /** Trains {@code steps} steps of {@code millis} each and returns what was printed. */
  private String train(boolean live, int steps, long millis) {
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var bar = new ProgressBar(() -> out, live, () -> now);
    for (int step = 1; step <= steps; step++) {
      now += millis * 1_000_000;
      bar.accept(new TrainingEvent.StepDone(step, steps, 3.0 / step, 1));
    }
    bar.accept(new TrainingEvent.Finished(steps, steps * millis / 1e3));
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void without_a_terminal_there_is_a_line_at_each_tenth_and_a_summary() {
    List<String> lines = train(false, 1000, 10).lines().toList();
    assertEquals(11, lines.size());
    assertEquals(" 10 %  step 100 of 1,000  loss 0.03000  9.0 s left", lines.get(0));
    assertEquals("100 %  step 1,000 of 1,000  loss 0.003000  0.0 s left", lines.get(9));
    assertEquals("1,000 steps in 10 s, loss 3.000 → 0.003000", lines.get(10));
  }

  @Test
  void a_short_training_without_a_terminal_has_a_line_for_each_step() {
    assertEquals(4, train(false, 3, 10).lines().count());
  }

  @Test
  void a_live_bar_redraws_at_most_twenty_times_a_second() {
    long drawn = train(true, 100_000, 1).chars().filter(c -> c == '\r').count(); // 100 s
    assertTrue(drawn <= 100 * 20 + 3, drawn + " redraws");
    assertTrue(drawn >= 100 * 10, drawn + " redraws");
  }

  @Test
  void a_live_bar_is_one_line_that_ends_with_the_summary() {
    String out = train(true, 50, 100);
    assertEquals(1, out.chars().filter(c -> c == '\n').count());
    assertTrue(out.endsWith("\n"));
    String[] drawn = out.split("\r");
    assertTrue(drawn[25].startsWith("████████████░░░░░░░░░░░░  50 %  step 25 of 50"), drawn[25]);
    assertTrue(drawn[drawn.length - 1].startsWith("50 steps in 5.0 s, loss 3.000 → 0.06000"));
  }

  @Test
  void no_time_is_told_before_it_can_be_known() {
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var bar = new ProgressBar(() -> out, true, () -> now);
    now += 1_500_000_000L; // the first step, before the JVM has compiled anything
    for (int step = 1; step <= 1000; step++) {
      bar.accept(new TrainingEvent.StepDone(step, 1000, 1, 1));
      now += 60_000_000;
    }
    String[] drawn = bytes.toString(StandardCharsets.UTF_8).split("\r");
    for (int i = 1; i <= 17; i++) {
      assertFalse(drawn[i].contains("left"), drawn[i]);
    }
    assertTrue(drawn[18].endsWith("  59 s left"), drawn[18]);
    assertTrue(drawn[500].contains("30 s left"), drawn[500]);
  }

  @Test
  void a_line_does_not_wrap_on_a_narrow_terminal() {
    String before = System.getProperty("unrolled.columns");
    System.setProperty("unrolled.columns", "40");
    try {
      for (String drawn : train(true, 12_345, 30).split("[\\r\\n]+")) {
        if (!drawn.contains(" steps in ")) // nothing is drawn over the summary
        {
          assertTrue(drawn.length() < 40, drawn.length() + ": " + drawn);
        }
      }
    } finally {
      if (before == null) {
        System.clearProperty("unrolled.columns");
      } else {
        System.setProperty("unrolled.columns", before);
      }
    }
  }

  @Test
  void a_shorter_line_wipes_out_the_longer_one_before_it() {
    String[] drawn = train(true, 50, 100).split("\r");
    for (int i = 2; i < drawn.length; i++) {
      assertTrue(
          drawn[i].stripTrailing().length() >= drawn[i - 1].stripTrailing().length()
              || drawn[i].replace("\n", "").length() >= drawn[i - 1].stripTrailing().length(),
          drawn[i - 1] + "|" + drawn[i]);
    }
  }

  @Test
  void the_time_that_is_left_grows_with_what_is_left() {
    assertEquals("0.5 s", ProgressBar.time(0.51));
    assertEquals("59 s", ProgressBar.time(59.4));
    assertEquals("1 min 00 s", ProgressBar.time(59.6));
    assertEquals("1 h 01 min", ProgressBar.time(3660));
  }

  @Test
  void one_bar_can_be_used_twice() {
    String out = train(false, 10, 1) + "";
    var to = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var bar = new ProgressBar(() -> to, true, () -> now);
    for (int round = 0; round < 2; round++) {
      bar.accept(new TrainingEvent.StepDone(1, 1, round + 1, 1));
      bar.accept(new TrainingEvent.Finished(1, 0));
    }
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("loss 2.000 → 2.000"));
    assertFalse(out.contains("\r"));
  }

  @Test
  void a_curve_keeps_every_loss_and_smooths_over_what_is_there() {
    Curve curve = new Curve();
    for (int i = 1; i <= 4; i++) {
      curve.accept(new TrainingEvent.StepDone(i, 4, i * i, 1));
    }
    curve.accept(new TrainingEvent.Finished(4, 1));
    assertArrayEquals(new double[] {1, 4, 9, 16}, curve.losses());
    assertArrayEquals(new double[] {1, 2.5, 6.5, 12.5}, curve.smoothed(2));
    assertArrayEquals(new double[] {1, 2, 3, 4}, curve.steps());
    assertEquals(2, curve.chart("t", "nats").getSeriesCollection().size());
    assertThrows(IllegalArgumentException.class, () -> curve.smoothed(0));
  }
}
