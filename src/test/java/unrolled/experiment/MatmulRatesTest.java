package unrolled.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the times are taken; what they are is a matter of the machine. */
class MatmulRatesTest {
  @Test
  void every_step_has_a_rate_at_every_size() {
    var result = MatmulRates.run(new MatmulRates.Settings(List.of(3, 8), 2), 1);
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertEquals(vectors ? 6 : 5, result.steps().size());
    assertEquals(vectors, result.steps().contains("vector"));
    for (String step : result.steps()) {
      assertEquals(2, result.rates(step).length);
      for (double rate : result.rates(step)) {
        assertTrue(rate > 0 && rate < 1e4, step + rate);
      }
      assertEquals(1, result.ratio(step, step, 8));
    }
    double there = result.ratio("rows", "naive", 8);
    assertEquals(there, result.rate("rows", 8) / result.rate("naive", 8), 0.9 * there);
  }

  @Test
  void an_unknown_step_is_refused() {
    var result = MatmulRates.run(new MatmulRates.Settings(List.of(2), 1), 1);
    var e = assertThrows(IllegalArgumentException.class, () -> result.rate("fast", 2));
    assertTrue(e.getMessage().startsWith("MatmulRates: expected one of the steps [naive, rows"));
    assertTrue(e.getMessage().endsWith("], got fast"));
    var none = new MatmulRates.Settings(List.of(2), 0);
    assertThrows(IllegalArgumentException.class, () -> MatmulRates.run(none, 1));
  }

  @Test
  void one_product_and_four_give_the_same_gates() {
    var result = GateProducts.run(new GateProducts.Settings(3, 5, 7, 3), 2);
    assertEquals(0, result.difference());
    assertTrue(result.one() > 0 && result.four() > 0 && result.ratio() > 0, result::toString);
  }
}
