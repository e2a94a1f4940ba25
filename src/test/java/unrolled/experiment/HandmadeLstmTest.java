package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.LstmCell;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;

/** The claims of the notebook on gates, on streams that it does not use. */
class HandmadeLstmTest {
  private static final int[] STREAMS = IntStream.rangeClosed(21, 30).toArray();

  @ParameterizedTest
  @ValueSource(doubles = {4, 8, 20})
  void a_latch_keeps_what_was_written_last(double gain) {
    for (int seed : STREAMS) {
      Random rng = new Random(seed);
      Sequence xs = new Sequence(200, 1, 2);
      for (int t = 0; t < 200; t++) {
        xs.set(t, 0, 0, t == 0 || rng.nextDouble() < 0.05 ? 1 : 0);
        xs.set(t, 0, 1, rng.nextBoolean() ? 1 : -1);
      }
      double[] h = GateTrace.of(HandmadeLstm.latch(gain), xs).h().data();
      double bit = 0;
      for (int t = 0; t < 200; t++) {
        bit = xs.get(t, 0, 0) == 1 ? xs.get(t, 0, 1) : bit;
        assertTrue(h[t] * bit > 0, "stream " + seed + ", step " + t + ": " + h[t]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 0.09", "8, 0.715", "10, 0.96", "15, 1.0"})
  void what_is_kept_is_a_power_of_the_open_gate(double gain, double kept) {
    Sequence xs = new Sequence(1_001, 1, 2);
    xs.set(0, 0, 0, 1);
    xs.set(0, 0, 1, 1);
    double[] c = GateTrace.of(HandmadeLstm.latch(gain), xs).c().data();
    assertEquals(kept, c[1_000], 0.01);
    assertEquals(Math.pow(Activation.SIGMOID.of(gain), 1_000), c[1_000] / c[0], 1e-9);
  }

  @Test
  void a_counter_counts_in_c_and_cannot_say_so_in_h() {
    for (int seed : STREAMS) {
      Random rng = new Random(seed);
      Sequence xs = new Sequence(1_000, 1, 1);
      for (int t = 0; t < 1_000; t++) xs.set(t, 0, 0, rng.nextInt(2));
      GateTrace trace = GateTrace.of(HandmadeLstm.counter(20), xs);
      assertTrue(worst(trace, xs) < 0.01, () -> "worst: " + worst(trace, xs));
      assertTrue(worst(GateTrace.of(HandmadeLstm.counter(5), xs), xs) > 100);
      for (int t = 0; t < 1_000; t++) {
        if (trace.c().get(t, 0) > 5.99) assertEquals(1, trace.h().get(t, 0), 1e-4);
      }
    }
  }

  private static double worst(GateTrace trace, Sequence xs) {
    double[] ones = xs.flat().data().clone();
    Arrays.parallelPrefix(ones, Double::sum);
    return trace.c().maxDifference(Matrix.wrap(ones.length, 1, ones));
  }

  @Test
  void brackets_are_counted_up_and_down() {
    for (int seed : STREAMS) {
      Random rng = new Random(seed);
      Sequence xs = new Sequence(500, 1, 1);
      for (int t = 0; t < 500; t++) xs.set(t, 0, 0, rng.nextBoolean() ? 1 : -1);
      assertTrue(worst(GateTrace.of(HandmadeLstm.depth(20), xs), xs) < 1e-3, "stream " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 10, 20})
  void a_latch_is_set_and_reset(double gain) {
    for (int seed : STREAMS) {
      Random rng = new Random(seed);
      Sequence xs = new Sequence(200, 1, 2);
      for (int t = 0; t < 200; t++) {
        double order = rng.nextDouble();
        if (order < 0.1) xs.set(t, 0, order < 0.05 ? 0 : 1, 1);
      }
      double[] h = GateTrace.of(HandmadeLstm.resettableLatch(gain), xs).h().data();
      boolean on = false;
      for (int t = 0; t < 200; t++) {
        on = xs.get(t, 0, 0) == 1 || on && xs.get(t, 0, 1) == 0;
        assertEquals(on, h[t] > 0.38, "stream " + seed + ", step " + t + ": " + h[t]);
      }
    }
  }

  @Test
  void without_a_forget_gate_a_cell_fills_up() {
    for (int seed : STREAMS) {
      Sequence xs =
          new Sequence(3_000, 1, 1)
              .withFlat(Matrix.normal(3_000, 1, 1, new Random(seed)).map(v -> v + 0.3));
      GateTrace full = GateTrace.of(HandmadeLstm.stream(50), xs);
      assertTrue(full.c().get(2_999, 0) > 300, () -> "c: " + full.c().get(2_999, 0));
      assertArrayEquals(new double[] {1, 1}, full.h().rows(2_998, 3_000).data(), 1e-6);
      double largest =
          Arrays.stream(GateTrace.of(HandmadeLstm.stream(2), xs).c().data()).max().orElseThrow();
      assertTrue(largest > 1 && largest < 6, () -> "with it: " + largest);
    }
  }

  @Test
  void a_trace_has_the_numbers_of_the_run() {
    LstmCell cell = new LstmCell(2, 3, new Random(5));
    Sequence xs = new Sequence(4, 1, 2).withFlat(Matrix.normal(4, 2, 1, new Random(6)));
    var run = new Unrolled<>(cell).forward(xs);
    GateTrace trace = GateTrace.of(cell, xs);
    for (int t = 0; t < 4; t++) {
      var step = run.steps().get(t);
      for (int unit = 0; unit < 3; unit++) {
        Matrix gates = step.gates();
        double[] expected = {
          gates.get(0, unit),
          gates.get(0, 3 + unit),
          gates.get(0, 6 + unit),
          gates.get(0, 9 + unit),
          step.state().c().get(0, unit),
          step.state().h().get(0, unit)
        };
        assertArrayEquals(expected, trace.of(unit).columns(t, t + 1).data());
      }
    }
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> HandmadeLstm.latch(0));
    assertThrows(IllegalArgumentException.class, () -> HandmadeLstm.counter(Double.NaN));
    LstmCell latch = HandmadeLstm.latch(8);
    assertThrows(
        IllegalArgumentException.class, () -> GateTrace.of(latch, new Sequence(3, 2, 2)));
  }

  @Test
  @Tag("slow")
  void guessing_solves_the_latch() {
    for (int seed : STREAMS) {
      RandomLatch.Result guessed = RandomLatch.run(RandomLatch.settings(), seed);
      System.out.println(guessed);
      assertTrue(guessed.rnn() > 100 && guessed.rnn() < 400, guessed::toString);
      assertTrue(guessed.lstm() > 5 && guessed.lstm() < 80, guessed::toString);
    }
  }
}
