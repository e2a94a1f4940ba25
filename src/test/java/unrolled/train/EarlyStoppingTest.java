package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class EarlyStoppingTest {
  private final Parameter w = new Parameter("w", Matrix.row(0, 0));
  private final EarlyStopping early = new EarlyStopping(List.of(w), 2);

  private boolean hear(double loss, double value) {
    w.value.set(0, 1, value);
    return early.goOn(loss);
  }

  @Test
  void it_stops_after_its_patience_and_puts_the_best_weights_back() {
    assertTrue(hear(5, 10));
    assertTrue(hear(6, 20));
    assertTrue(hear(4, 30), "better again, so patience starts again");
    assertTrue(hear(4, 40), "as good is not better");
    assertFalse(hear(4.5, 50));
    assertEquals(4, early.best());
    assertArrayEquals(new double[] {0, 50}, w.value.data());
    early.restoreBest();
    assertArrayEquals(new double[] {0, 30}, w.value.data());
  }

  @Test
  void a_loss_that_is_not_a_number_is_no_verdict() {
    hear(5, 10);
    assertThrows(ArithmeticException.class, () -> hear(Double.NaN, 20));
    assertEquals(5, early.best());
    early.restoreBest();
    assertArrayEquals(new double[] {0, 10}, w.value.data());
  }

  @Test
  void without_a_loss_there_is_nothing_to_restore() {
    assertThrows(IllegalStateException.class, early::restoreBest);
    assertThrows(IllegalArgumentException.class, () -> new EarlyStopping(List.of(w), 0));
  }
}
