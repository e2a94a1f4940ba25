package unrolled.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.cell.GruCell;
import unrolled.cell.HiddenState;
import unrolled.layer.Sequence;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

class GradientCheckTest {
  private final Parameter w =
      new Parameter("w", Matrix.of(new double[][] {{1, -2, 3}, {4, 5, -6}}));
  private final DoubleSupplier squares = () -> w.value.norm() * w.value.norm();

  private void gradientOfSquares() {
    w.zeroGrad();
    w.grad.addScaled(2, w.value);
  }

  private GradientCheck.Worst worst() {
    return GradientCheck.check(List.of(w), squares).get(0);
  }

  @Test
  void a_right_gradient_passes_and_the_values_are_put_back_exactly() {
    double[] before = w.value.data().clone();
    gradientOfSquares();
    assertTrue(worst().error() < 1e-9, () -> worst().toString());
    assertArrayEquals(before, w.value.data());
  }

  @Test
  void a_wrong_entry_is_named_with_both_numbers() {
    gradientOfSquares();
    w.grad.set(1, 2, -6);
    GradientCheck.Worst worst = worst();
    assertEquals("w", worst.parameter());
    assertEquals(1, worst.row());
    assertEquals(2, worst.column());
    assertEquals(-6, worst.analytic());
    assertEquals(-12, worst.numeric(), 1e-8);
    assertEquals(0.5, worst.error(), 1e-8);
    assertEquals(
        "w[1,2]: backward says -6.00000, finite differences say -12.0000, relative error 5.0e-01",
        worst.toString());
  }

  @Test
  void a_gradient_that_was_forgotten_is_wholly_wrong() {
    assertEquals(1, worst().error());
  }

  @Test
  void a_gradient_that_is_not_a_number_is_wrong_wherever_it_stands() {
    w.value.set(1, 2, 0); // here the gradient is exactly 0, and so is the difference
    for (int i = 0; i < 6; i++) {
      gradientOfSquares();
      w.grad.data()[i] = Double.NaN;
      GradientCheck.Worst worst = worst();
      assertEquals(Double.POSITIVE_INFINITY, worst.error(), "entry " + i);
      assertEquals(i, worst.row() * 3 + worst.column());
    }
  }

  @Test
  void a_loss_that_is_not_a_number_in_one_place_is_wrong_there() {
    gradientOfSquares();
    DoubleSupplier holed = () -> w.value.get(0, 1) > -2 ? Double.NaN : squares.getAsDouble();
    GradientCheck.Worst worst = GradientCheck.check(List.of(w), holed).get(0);
    assertEquals(Double.POSITIVE_INFINITY, worst.error());
    assertEquals(1, worst.column());
  }

  @Test
  void parameters_come_worst_first() {
    Parameter right = new Parameter("right", Matrix.row(2));
    Parameter wrong = new Parameter("wrong", Matrix.row(2));
    right.grad.set(0, 0, 4);
    wrong.grad.set(0, 0, 5);
    List<GradientCheck.Worst> all =
        GradientCheck.check(
            List.of(right, wrong),
            () ->
                right.value.norm() * right.value.norm() + wrong.value.norm() * wrong.value.norm());
    assertEquals(
        List.of("wrong", "right"), all.stream().map(GradientCheck.Worst::parameter).toList());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
  void the_step_must_be_a_positive_number(double h) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> GradientCheck.check(List.of(w), squares, h));
    assertEquals("GradientCheck: the step h must be a positive number, got " + h, e.getMessage());
  }

  /**
   * A hundredth of the error for a tenth of the step, until the round-off of the loss takes over.
   */
  @Test
  void the_error_falls_with_the_square_of_the_step_until_round_off() {
    GruCell cell = new GruCell(5, 4, new SplittableRandom(1));
    Unrolled<HiddenState> unrolled = new Unrolled<>(cell);
    Sequence xs = new Sequence(6, 3, 5);
    xs.flat().addInPlace(Matrix.random(18, 5, -1, 1, new SplittableRandom(2)));
    Sequence dh = new Sequence(6, 3, 4);
    dh.flat().addInPlace(Matrix.random(18, 4, -1, 1, new SplittableRandom(3)));
    unrolled.backward(dh, unrolled.forward(xs));
    DoubleSupplier loss =
        () -> {
          double sum = 0;
          Matrix weighted = unrolled.forward(xs).outputs().flat().hadamard(dh.flat());
          for (double v : weighted.data()) {
            sum += v;
          }
          return sum;
        };
    double[] steps = {1e-1, 1e-2, 1e-3, 1e-4};
    double[] errors = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      errors[i] = error(cell.Wh, loss, steps[i]);
    }
    for (int i = 1; i < steps.length; i++) {
      double ratio = errors[i - 1] / errors[i];
      assertTrue(ratio > 90 && ratio < 110, "ratio " + ratio + " at h = " + steps[i]);
    }
    assertTrue(error(cell.Wh, loss, 1e-11) > 1000 * error(cell.Wh, loss, 1e-5));
  }

  private static double error(Parameter p, DoubleSupplier loss, double h) {
    return GradientCheck.numeric(p.value, loss, h).maxDifference(p.grad);
  }
}
