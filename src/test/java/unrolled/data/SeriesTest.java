package unrolled.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Series, the windows over them, and the forecasts that need no model. */
class SeriesTest {
  private static List<double[]> withSquares(double... x) {
    return List.of(x, Arrays.stream(x).map(v -> v * v).toArray());
  }

  @Test
  void the_example_of_the_documentation() {
    Windows w = Windows.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 4);
    assertEquals(3, w.training().inputs().batch());
    assertEquals(4, w.test().inputs().batch());
    double[] answers = w.test().targets().data();
    double[] last = w.test().inputs().step(2).data();
    for (int n = 0; n < 4; n++) {
      assertEquals(6 + n, w.scaler().unscale(answers[n]), 1e-12);
      assertEquals(5 + n, w.scaler().unscale(last[n]), 1e-12);
    }
    assertEquals(2.5, w.scaler().center(), 1e-15, "the mean of the rows 0 to 5");
  }

  @Test
  void nothing_of_the_test_reaches_the_training() {
    double[] x = new Random(1).doubles(30).toArray();
    double[] changed = x.clone();
    for (int i = 20; i < 30; i++) {
      changed[i] *= 1_000;
    }
    Windows one = Windows.of(withSquares(x), 4, 10, Scaler::range);
    Windows two = Windows.of(withSquares(changed), 4, 10, Scaler::range);
    assertEquals(one.scaler(), two.scaler());
    assertArrayEquals(one.training().inputs().flat().data(), two.training().inputs().flat().data());
    assertArrayEquals(one.training().targets().data(), two.training().targets().data());
    assertNotEquals(one.test().targets().get(0, 0), two.test().targets().get(0, 0));
  }

  @Test
  void each_column_has_a_scale_of_its_own() {
    Windows w = Windows.of(withSquares(1, 2, 3, 4, 9), 1, 1, Scaler::range);
    assertArrayEquals(
        new double[] {0, 0, 1.0 / 3, 3.0 / 15, 2.0 / 3, 8.0 / 15},
        w.training().inputs().flat().data(),
        1e-15);
    assertArrayEquals(new double[] {8.0 / 3}, w.test().targets().data(), 1e-15);
  }

  @Test
  void columns_that_are_too_short_or_have_a_hole_are_refused() {
    double[] tooShort = {1, 2};
    refused(
        "Windows: 3 steps and 2 rows of test need at least 6 rows, got 2",
        () -> Windows.of(tooShort, 3, 2));
    List<double[]> hole = List.of(new double[6], new double[] {1, 2, Double.NaN, 4, 5, 6});
    refused(
        "Windows: row 2 of column 1 holds no number, but NaN",
        () -> Windows.of(hole, 1, 1, Scaler::range));
    List<double[]> ragged = List.of(new double[6], new double[5]);
    refused(
        "Windows: column 1 has 5 rows, column 0 has 6",
        () -> Windows.of(ragged, 1, 1, Scaler::range));
    refused(
        "Windows: expected at least one column, got none",
        () -> Windows.of(List.of(), 1, 1, Scaler::range));
  }

  private static void refused(String message, Executable wrong) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
  }

  @Test
  void scaling_goes_back_and_forth() {
    Scaler s = Scaler.standard(new double[] {1, 3});
    assertEquals(new Scaler(2, 1), s);
    assertEquals(7.25, s.unscale(s.scale(7.25)), 1e-15);
    assertEquals(new Scaler(-1, 4), Scaler.range(new double[] {3, -1, 0}));
    assertThrows(IllegalArgumentException.class, () -> Scaler.standard(new double[] {5, 5}));
    assertThrows(IllegalArgumentException.class, () -> Scaler.range(new double[0]));
  }

  @Test
  void air_passengers_are_the_144_numbers_of_series_g() {
    double[] x = AirPassengers.series();
    assertEquals(List.of("month", "passengers"), AirPassengers.table().columnNames());
    assertEquals(144, x.length);
    assertEquals(40_363, Arrays.stream(x).sum());
    assertEquals(622, Arrays.stream(x).max().orElse(0));
    assertEquals(112, x[0]);
    assertEquals(432, x[143]);
  }

  @Test
  void naive_forecasts_by_hand() {
    double[] x = {1, 2, 4, 8, 16};
    assertEquals(Math.sqrt((64.0 + 16) / 2), NaiveForecast.persistence(x, 2), 1e-12);
    assertEquals(Math.sqrt((144.0 + 36) / 2), NaiveForecast.seasonal(x, 2, 2), 1e-12);
    assertEquals(0, NaiveForecast.seasonalGrowth(x, 2, 2), "growth is even");
    var e =
        assertThrows(IllegalArgumentException.class, () -> NaiveForecast.seasonalGrowth(x, 3, 2));
    assertEquals(
        "NaiveForecast: 2 forecasts that look 4 back need 6 values, got 5", e.getMessage());
  }

  @Test
  void mackey_glass_rests_at_one_and_settles_there_after_a_short_delay() {
    for (double x : MackeyGlass.from(1, 0, 100, 17)) {
      assertEquals(1, x);
    }
    for (double x : MackeyGlass.from(1.2, 1_000, 10, 2)) {
      assertEquals(1, x, 1e-6);
    }
  }

  @Test
  void mackey_glass_with_a_long_delay_never_settles_and_forgets_its_beginning() {
    double[] x = MackeyGlass.series(2_000, 17, new Random(3));
    assertTrue(Arrays.stream(x).allMatch(v -> v > 0.2 && v < 1.5));
    assertTrue(NaiveForecast.persistence(x, 1_000) > 0.02);
    double[] near = MackeyGlass.from(1.2, 0, 4_000, 17);
    double[] nearer = MackeyGlass.from(1.2 + 1e-6, 0, 4_000, 17);
    assertEquals(near[50], nearer[50], 1e-4);
    double apart = 0;
    for (int t = 3_000; t < 4_000; t++) {
      apart = Math.max(apart, Math.abs(near[t] - nearer[t]));
    }
    assertTrue(apart > 0.01, "two paths that began together are " + apart + " apart");
  }
}
