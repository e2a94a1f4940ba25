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
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Series, the windows over them, and the forecasts that need no model. */
class SeriesTest {
  private static Table table(double... x) {
    double[] square = Arrays.stream(x).map(v -> v * v).toArray();
    return Table.create("t", DoubleColumn.create("x", x), DoubleColumn.create("square", square));
  }

  @Test
  void the_example_of_the_documentation() {
    Windows w = Windows.of(table(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), "x", 3, 4);
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
    List<String> others = List.of("square");
    Windows one = Windows.of(table(x), "x", others, 4, 10, Scaler::range);
    Windows two = Windows.of(table(changed), "x", others, 4, 10, Scaler::range);
    assertEquals(one.scaler(), two.scaler());
    assertArrayEquals(one.training().inputs().flat().data(), two.training().inputs().flat().data());
    assertArrayEquals(one.training().targets().data(), two.training().targets().data());
    assertNotEquals(one.test().targets().get(0, 0), two.test().targets().get(0, 0));
  }

  @Test
  void each_column_has_a_scale_of_its_own() {
    Windows w = Windows.of(table(1, 2, 3, 4, 9), "x", List.of("square"), 1, 1, Scaler::range);
    assertArrayEquals(
        new double[] {0, 0, 1.0 / 3, 3.0 / 15, 2.0 / 3, 8.0 / 15},
        w.training().inputs().flat().data(),
        1e-15);
    assertArrayEquals(new double[] {8.0 / 3}, w.test().targets().data(), 1e-15);
  }

  @Test
  void a_table_that_is_too_short_or_has_a_hole_is_refused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Windows.of(table(1, 2), "x", 3, 2));
    assertEquals("Windows: 3 steps and 2 rows of test need at least 6 rows, got 2", e.getMessage());
    Table hole = table(1, 2, Double.NaN, 4, 5, 6);
    e = assertThrows(IllegalArgumentException.class, () -> Windows.of(hole, "x", 1, 1));
    assertEquals("Windows: row 2 of column x holds no number", e.getMessage());
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
