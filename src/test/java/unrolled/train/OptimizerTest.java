package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class OptimizerTest {
  private static Parameter parameter(String name, double value, double gradient) {
    Parameter p = new Parameter(name, Matrix.row(value));
    p.grad.set(0, 0, gradient);
    return p;
  }

  @Test
  void sgd_goes_down_the_gradient_and_leaves_it_there() {
    Parameter p = new Parameter("w", Matrix.row(1, 2));
    p.grad.addInPlace(Matrix.row(4, -8));
    new Sgd(0.25).step(List.of(p));
    assertArrayEquals(new double[] {0, 4}, p.value.data());
    assertArrayEquals(new double[] {4, -8}, p.grad.data());
  }

  /** m̂ = g and v̂ = g² after one step, so the step is the rate, whatever the gradient. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 1e6, -1e-3, -50})
  void the_first_step_of_adam_is_the_rate_whatever_the_gradient(double gradient) {
    Parameter p = parameter("w", 1, gradient);
    new Adam(0.01).step(List.of(p));
    double expected = 1 - 0.01 * gradient / (Math.abs(gradient) + 1e-8);
    assertEquals(expected, p.value.get(0, 0), 1e-15);
    assertEquals(gradient, p.grad.get(0, 0));
  }

  @Test
  void adam_stands_still_without_a_gradient() {
    Parameter p = parameter("w", 1, 0);
    new Adam(0.01).step(List.of(p));
    assertEquals(1, p.value.get(0, 0));
  }

  @Test
  void adam_remembers_each_parameter_by_itself_even_under_the_same_name() {
    Parameter a = parameter("b", 1, 2);
    Parameter b = parameter("b", 1, 2);
    Adam adam = new Adam(0.01);
    adam.step(List.of(a));
    a.grad.set(0, 0, -3);
    adam.step(List.of(a, b));
    assertEquals(0.99, b.value.get(0, 0), 1e-9, "b takes its first step");
    double m = (0.9 * 0.1 * 2 + 0.1 * -3) / (1 - 0.81);
    double v = (0.999 * 0.001 * 4 + 0.001 * 9) / (1 - 0.999 * 0.999);
    assertEquals(0.99 - 0.01 * m / Math.sqrt(v), a.value.get(0, 0), 1e-9, "a its second");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void the_rate_must_be_a_positive_number(double rate) {
    Exception sgd = assertThrows(IllegalArgumentException.class, () -> new Sgd(rate));
    assertEquals("Sgd: rate must be a positive number, got " + rate, sgd.getMessage());
    Exception adam = assertThrows(IllegalArgumentException.class, () -> new Adam(rate));
    assertEquals("Adam: rate must be a positive number, got " + rate, adam.getMessage());
  }
}
