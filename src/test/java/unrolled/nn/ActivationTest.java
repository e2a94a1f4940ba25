package unrolled.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.matrix.Matrix;

class ActivationTest {
  @ParameterizedTest
  @CsvSource({
    "TANH, 0.5, 0.46211715726000975, 0.7864477329659274",
    "SIGMOID, 0.5, 0.6224593312018546, 0.2350037122015945",
    "SIGMOID, -0.5, 0.3775406687981454, 0.2350037122015945",
    "SIGMOID, 0, 0.5, 0.25",
    "RELU, 0.5, 0.5, 1",
    "RELU, -0.5, 0, 0",
    "RELU, 0, 0, 0",
    "IDENTITY, -7, -7, 1"
  })
  void value_and_slope(Activation activation, double z, double y, double slope) {
    assertEquals(y, activation.of(z), 1e-16);
    assertEquals(slope, activation.slope(y), 1e-16);
  }

  @Test
  void the_sigmoid_neither_overflows_nor_loses_its_small_end() {
    assertEquals(1, Activation.SIGMOID.of(1000));
    assertEquals(0, Activation.SIGMOID.of(-1000));
    assertEquals(1, Activation.SIGMOID.of(Double.POSITIVE_INFINITY));
    assertEquals(0, Activation.SIGMOID.of(Double.NEGATIVE_INFINITY));
    assertEquals(Math.exp(-700), Activation.SIGMOID.of(-700));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void nan_stays_nan(Activation activation) {
    assertTrue(Double.isNaN(activation.of(Double.NaN)));
  }

  @Test
  void a_matrix_is_mapped_entry_by_entry() {
    Matrix z = Matrix.of(new double[][] {{-1, 2}, {0, -3}, {4, 5}});
    Matrix y = Activation.RELU.of(z);
    assertEquals("(3 × 2)", y.shape());
    assertEquals(2, y.get(0, 1));
    assertEquals(0, y.get(1, 1));
    Matrix dz = Activation.RELU.backward(z.map(v -> 10), y);
    assertEquals(Matrix.of(new double[][] {{0, 10}, {0, 0}, {10, 10}}).toString(), dz.toString());
    assertThrows(IllegalArgumentException.class, () -> Activation.RELU.backward(z.transpose(), y));
  }
}
