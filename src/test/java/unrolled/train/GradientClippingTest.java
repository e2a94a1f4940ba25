package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class GradientClippingTest {
  private final Parameter w = new Parameter("w", new Matrix(3, 5));
  private final Parameter v = new Parameter("v", new Matrix(1, 4));
  private final List<Parameter> both = List.of(w, v);

  GradientClippingTest() {
    SplittableRandom rng = new SplittableRandom(9);
    w.grad.addInPlace(Matrix.random(3, 5, -1, 1, rng));
    v.grad.addInPlace(Matrix.random(1, 4, -50, 50, rng));
  }

  @Test
  void the_norm_is_that_of_all_parameters_together() {
    double expected = Math.hypot(w.grad.norm(), v.grad.norm());
    assertEquals(expected, GradientClipping.globalNorm(both), 1e-12 * expected);
    assertEquals(0, GradientClipping.globalNorm(List.of()));
  }

  @Test
  void a_long_gradient_is_shortened_and_keeps_its_direction() {
    Matrix before = w.grad.copy();
    Matrix beforeV = v.grad.copy();
    double norm = GradientClipping.globalNorm(both);
    assertEquals(norm, GradientClipping.byGlobalNorm(both, 2));
    assertEquals(2, GradientClipping.globalNorm(both), 1e-15);
    assertEquals(0, before.scale(2 / norm).maxDifference(w.grad), 1e-15);
    assertEquals(0, beforeV.scale(2 / norm).maxDifference(v.grad), 1e-15);
  }

  @Test
  void a_gradient_within_the_limit_is_left_alone_to_the_last_bit() {
    double norm = GradientClipping.globalNorm(both);
    for (double limit : new double[] {norm, 2 * norm, Double.MAX_VALUE}) {
      double[] before = w.grad.data().clone();
      assertEquals(norm, GradientClipping.byGlobalNorm(both, limit));
      assertArrayEquals(before, w.grad.data());
    }
  }

  @Test
  void a_gradient_of_zero_stays_zero() {
    both.forEach(Parameter::zeroGrad);
    assertEquals(0, GradientClipping.byGlobalNorm(both, 1e-300));
    assertArrayEquals(new double[4], v.grad.data());
  }

  @Test
  void values_are_not_touched() {
    GradientClipping.byGlobalNorm(both, 1e-3);
    assertEquals(0, w.value.norm());
  }

  /** Scaled by maxNorm/∞ it would become 0, and training would stand still without a word. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_gradient_that_is_not_finite_is_refused_and_left_as_it_is(double entry) {
    v.grad.set(0, 2, entry);
    double[] before = v.grad.data().clone();
    ArithmeticException e =
        assertThrows(ArithmeticException.class, () -> GradientClipping.byGlobalNorm(both, 1));
    assertEquals("byGlobalNorm: the gradient of v (1 × 4) is not finite", e.getMessage());
    assertArrayEquals(before, v.grad.data());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void the_limit_must_be_a_positive_number(double maxNorm) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> GradientClipping.byGlobalNorm(both, maxNorm));
    assertEquals("byGlobalNorm: maxNorm must be a positive number, got " + maxNorm, e.getMessage());
  }

  @Test
  void by_value_cuts_each_entry_by_itself() {
    Parameter a = new Parameter("a", new Matrix(1, 4));
    Parameter b = new Parameter("b", new Matrix(1, 1));
    a.grad.addInPlace(Matrix.row(3, -0.5, -7, 2));
    b.grad.addInPlace(Matrix.row(-2.5));
    GradientClipping.byValue(List.of(a, b), 2);
    assertArrayEquals(new double[] {2, -0.5, -2, 2}, a.grad.data());
    assertArrayEquals(new double[] {-2}, b.grad.data());
  }

  @Test
  void by_value_refuses_what_is_not_finite_and_leaves_all_as_it_is() {
    Parameter a = new Parameter("a", new Matrix(1, 1));
    Parameter b = new Parameter("b", new Matrix(1, 2));
    a.grad.addInPlace(Matrix.row(9));
    b.grad.addInPlace(Matrix.row(1, Double.NaN));
    Exception e =
        assertThrows(ArithmeticException.class, () -> GradientClipping.byValue(List.of(a, b), 2));
    assertEquals("byValue: the gradient of b (1 × 2) is not finite", e.getMessage());
    assertEquals(9, a.grad.get(0, 0));
    assertThrows(IllegalArgumentException.class, () -> GradientClipping.byValue(List.of(a), 0));
  }

  @Test
  void a_norm_too_large_or_too_small_for_its_square_is_right() {
    Parameter p = new Parameter("p", new Matrix(1, 3));
    for (double unit : new double[] {1e300, 1e-300, 1e307, 1, Double.MIN_NORMAL}) {
      p.grad.copyFrom(Matrix.row(2 * unit, 3 * unit, 6 * unit));
      assertEquals(7, GradientClipping.globalNorm(List.of(p)) / unit, 1e-12);
      if (unit > 1e-3) {
        GradientClipping.byGlobalNorm(List.of(p), 0.07);
        assertArrayEquals(new double[] {0.02, 0.03, 0.06}, p.grad.data(), 1e-15);
      }
    }
  }

  @Test
  void a_norm_beyond_the_largest_double_is_clipped_all_the_same() {
    Parameter p = new Parameter("p", new Matrix(1, 3));
    p.grad.copyFrom(Matrix.row(-1.6e308, 1.6e308, 0));
    assertEquals(Double.POSITIVE_INFINITY, GradientClipping.byGlobalNorm(List.of(p), 2));
    assertArrayEquals(new double[] {-Math.sqrt(2), Math.sqrt(2), 0}, p.grad.data(), 1e-15);
  }
}
