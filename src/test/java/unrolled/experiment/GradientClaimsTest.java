package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.Cell;
import unrolled.cell.GruCell;
import unrolled.cell.LstmCell;
import unrolled.cell.RnnCell;
import unrolled.matrix.Matrix;
import unrolled.nn.Activation;
import unrolled.nn.Initializer;

/** How much gradient is left before anything is learnt, with 64 units; the seeds are not chosen. */
class GradientClaimsTest {
  private static final int UNITS = 64;
  private static final double INPUTS = 0.3; // their standard deviation

  /** Where the measured value may lie: within a factor of 10^{@code decades} either way. */
  private static void near(double expected, double decades, double measured) {
    assertTrue(
        Math.abs(Math.log10(measured / expected)) < decades,
        () -> "expected about %.1e, measured %.1e".formatted(expected, measured));
  }

  private static double[] reach(Cell<?> cell) {
    return GradientByLag.of(cell, 100, INPUTS, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 7e-16, 5e-31",
    "0.9, 2e-3, 5e-6",
    "1.0, 0.13, 0.023",
    "1.1, 0.7, 1.2",
    "1.5, 25, 3e3",
    "3.0, 1e7, 2e14"
  })
  void an_orthogonal_matrix_times_rho(double rho, double at50, double at100) {
    for (int seed = 1; seed <= 2; seed++) {
      Random rng = new Random(seed);
      RnnCell cell = new RnnCell(8, UNITS, rng);
      Matrix w = Initializer.orthogonal(rho).create(UNITS, UNITS, rng);
      System.arraycopy(w.data(), 0, cell.Wh.value.data(), 0, w.data().length);
      Arrays.fill(cell.b.value.data(), 0);
      double[] reach = reach(cell);
      near(at50, 0.7, reach[50]);
      near(at100, 1.2, reach[100]);
    }
  }

  @Test
  void rnn_and_gru_as_they_come_vanish() {
    for (int seed = 1; seed <= 2; seed++) {
      double[] rnn = reach(new RnnCell(8, UNITS, new Random(seed)));
      near(5e-11, 1.5, rnn[50]);
      near(1e-21, 3, rnn[100]);
      double[] gru = reach(new GruCell(8, UNITS, new Random(seed)));
      near(1e-10, 1, gru[50]);
      near(2e-20, 1.5, gru[100]);
    }
  }

  @ParameterizedTest
  @CsvSource({"-2, 1e-29, 1.0", "0, 5e-11, 1.0", "1, 2e-4, 0.7", "2, 0.1, 0.7", "4, 0.2, 0.7"})
  void an_lstm_keeps_what_its_forget_bias_lets_it_keep(double bias, double at50, double decades) {
    for (int seed = 1; seed <= 2; seed++) {
      LstmCell cell = new LstmCell(8, UNITS, new Random(seed)).withForgetBias(bias);
      near(at50, decades, reach(cell)[50]);
    }
  }

  @Test
  void a_gate_that_is_wide_open_can_explode() {
    double[] reach = reach(new LstmCell(8, UNITS, new Random(1)).withForgetBias(4));
    assertTrue(reach[100] > 1.5 && reach[100] > 3 * reach[50], () -> "lag 100: " + reach[100]);
  }

  @ParameterizedTest
  @CsvSource({"0, 9e-16", "1, 1.6e-7", "2, 1.8e-3", "3, 0.088", "4, 0.40"})
  void the_gate_alone_to_the_power_of_fifty(double bias, double kept) {
    assertEquals(1, Math.pow(Activation.SIGMOID.of(bias), 50) / kept, 0.05);
  }

  @Test
  void a_triangular_matrix_stretches_before_it_forgets_everything() {
    Matrix upper = Spectrum.strictlyUpper(8, 2);
    assertEquals(9.57, Spectrum.largestSingularValue(upper, 1), 0.01);
    assertEquals(0, Spectrum.radius(upper));
    RnnCell cell = new RnnCell(3, 8, Activation.IDENTITY, new Random(5));
    System.arraycopy(upper.data(), 0, cell.Wh.value.data(), 0, 64);
    double[] reach = GradientByLag.of(cell, 9, 1, 2);
    assertTrue(reach[5] > 50 * reach[0], () -> "lag 5: " + reach[5]);
    assertEquals(0, reach[8]);
  }

  @ParameterizedTest
  @EnumSource(WrongBptt.Mistake.class)
  void a_gradient_check_tells_right_from_wrong(WrongBptt.Mistake mistake) {
    boolean right = mistake == WrongBptt.Mistake.NONE || mistake == WrongBptt.Mistake.LSTM_NONE;
    for (long seed = 1; seed <= 11; seed++) {
      double error = WrongBptt.checkError(mistake, seed);
      if (right) {
        assertTrue(error < 1e-6, () -> "right, and yet " + error);
      } else {
        assertTrue(error > 0.5, () -> "wrong, and only " + error);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void finite_differences_have_a_best_step_and_two_sides_beat_one(long seed) {
    var curve = GradientCheckCurve.run(GradientCheckCurve.settings(), seed);
    assertTrue(curve.best() >= 1e-6 && curve.best() <= 1e-5, () -> "best h: " + curve.best());
    assertTrue(curve.central().get(4) < 1e-9, curve::toString);
    assertTrue(curve.oneSided().get(4) > 1000 * curve.central().get(4), curve::toString);
    assertEquals(100, curve.central().get(1) / curve.central().get(2), 5, "slope 2");
    assertEquals(10, curve.oneSided().get(1) / curve.oneSided().get(2), 1, "slope 1");
    assertTrue(curve.central().get(10) > 1000 * curve.central().get(4), "round-off");
  }
}
