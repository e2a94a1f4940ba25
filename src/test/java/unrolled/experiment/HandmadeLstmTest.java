package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.LstmCell;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;

/** What is said in notebook 7 of cells that nobody trained. */
class HandmadeLstmTest {
  @ParameterizedTest
  @ValueSource(doubles = {4, 5, 8, 12, 20})
  void the_latch_keeps_the_last_value_that_was_written(double gain) {
    Random rng = new Random(31);
    double[][] xs = new double[200][];
    double[] bits = new double[200];
    for (int t = 0; t < 200; t++) {
      boolean write = t == 0 || rng.nextDouble() < 0.05;
      double value = rng.nextBoolean() ? 1 : -1;
      xs[t] = new double[] {write ? 1 : 0, value};
      bits[t] = write ? value : bits[t - 1];
    }
    double[] h = GateTrace.of(HandmadeLstm.latch(gain), xs).h();
    for (int t = 0; t < 200; t++) {
      assertEquals(bits[t], Math.signum(h[t]), "step " + t);
    }
  }

  @Test
  void what_a_latch_holds_decays_by_the_forget_gate_alone() {
    double[][] xs = new double[1_001][2];
    xs[0] = new double[] {1, 1};
    double[] c = GateTrace.of(HandmadeLstm.latch(8), xs).c();
    assertEquals(Math.pow(Activation.SIGMOID.of(8), 1_001), c[1_000], 1e-4);
  }

  @Test
  void the_counter_counts_and_its_h_does_not_say_so() {
    Random rng = new Random(32);
    double[][] xs = new double[1_000][];
    double ones = 0;
    for (int t = 0; t < 1_000; t++) {
      xs[t] = new double[] {rng.nextInt(2)};
      ones += xs[t][0];
    }
    assertEquals(ones, GateTrace.of(HandmadeLstm.counter(20), xs).c()[999], 0.01);
    assertTrue(Math.abs(ones - GateTrace.of(HandmadeLstm.counter(5), xs).c()[999]) > 100);
    double[][] six = {{1}, {1}, {1}, {1}, {1}, {1}};
    assertTrue(GateTrace.of(HandmadeLstm.counter(20), six).h()[5] > 0.9999);
  }

  @Test
  void depth_goes_up_and_down() {
    double[] c = GateTrace.of(HandmadeLstm.depth(20), new double[][] {{1}, {1}, {-1}, {1}}).c();
    double[] expected = {1, 2, 1, 2};
    for (int t = 0; t < 4; t++) {
      assertEquals(expected[t], c[t], 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 10, 20})
  void the_resettable_latch_is_on_between_set_and_reset(double gain) {
    double[][] xs = new double[60][3];
    Random rng = new Random(33);
    for (double[] x : xs) {
      x[2] = rng.nextGaussian();
    }
    xs[10][0] = 1;
    xs[30][1] = 1;
    double[] h = GateTrace.of(HandmadeLstm.resettableLatch(gain), xs).h();
    for (int t = 0; t < 60; t++) {
      assertEquals(t >= 10 && t < 30, h[t] > 0.38, "step " + t);
    }
  }

  @Test
  void without_a_forget_gate_the_cell_state_grows_and_with_one_it_does_not() {
    Random rng = new Random(34);
    double[][] xs = new double[3_000][];
    for (int t = 0; t < 3_000; t++) {
      xs[t] = new double[] {0.3 + rng.nextGaussian()};
    }
    assertTrue(GateTrace.of(HandmadeLstm.withoutForgetGate(), xs).c()[2_999] > 300);
    LstmCell gated = HandmadeLstm.withoutForgetGate().withForgetBias(2);
    assertTrue(Math.abs(GateTrace.of(gated, xs).c()[2_999]) < 10);
  }

  @Test
  void a_trace_has_what_the_cell_computes() {
    LstmCell cell = new LstmCell(2, 3, new Random(35));
    GateTrace trace = GateTrace.of(cell, new double[][] {{0.5, -1}});
    var step = cell.forward(Matrix.row(0.5, -1), cell.zeroState(1));
    double[] all = {trace.i()[0], trace.f()[0], trace.g()[0], trace.o()[0]};
    for (int gate = 0; gate < 4; gate++) {
      assertEquals(step.gates().get(0, 3 * gate), all[gate]);
    }
    assertEquals(step.state().c().get(0, 0), trace.table().get(4, 0));
    assertEquals(step.state().h().get(0, 0), trace.table().get(5, 0));
  }

  @Test
  void inputs_of_another_length_are_refused() {
    LstmCell cell = HandmadeLstm.latch(8);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> GateTrace.of(cell, new double[][] {{1, 1}, {1}}));
    assertEquals("GateTrace: expected inputs of 2 numbers, got 1 at step 1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> GateTrace.of(cell));
  }
}
