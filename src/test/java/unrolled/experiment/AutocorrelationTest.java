package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AutocorrelationTest {
  @Test
  void of_a_series_done_by_hand() {
    // Mean 2; deviations −1 −1 1 1: products of neighbours 1 −1 1, squares 4.
    assertEquals(0.25, Autocorrelation.of(new double[] {1, 1, 3, 3}, 1), 1e-15);
    assertEquals(1, Autocorrelation.of(new double[] {1, 1, 3, 3}, 0), 1e-15);
  }

  @Test
  void a_lag_beyond_the_series_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Autocorrelation.of(new double[3], 3));
  }

  @Test
  void shuffling_keeps_the_numbers_and_not_their_order() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] y = Autocorrelation.shuffled(x, 1);
    assertFalse(Arrays.equals(x, y));
    assertEquals(1, x[0]);
    Arrays.sort(y);
    assertArrayEquals(x, y);
  }
}
