package unrolled.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import unrolled.cell.RnnCell;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;
import unrolled.train.GradientCheck;

/**
 * How far finite differences are from a right gradient, over their step h.
 *
 * <pre>{@code
 * central    (L(w + h) − L(w − h)) / 2h      off by about h² · L''' / 6, and by ε · L / h
 * one-sided  (L(w + h) − L(w)) / h           off by about h · L'' / 2,   and by ε · L / h
 *
 * error      ‖numeric − analytic‖ / ‖analytic‖     over all parameters together
 * }</pre>
 *
 * <p>ε ≈ 1e-16 is the round-off of a double, so a smaller h is not always a better one. The network
 * is a tanh RNN with 3 inputs and 4 units over 5 steps. Numerical Recipes, 3rd edition, section
 * 5.7.
 */
public final class GradientCheckCurve {
  private GradientCheckCurve() {}

  /**
   * The steps to try.
   *
   * @param h each above 0
   */
  public record Settings(List<Double> h) {}

  /** 1e-1, 1e-2, … 1e-11. */
  public static Settings settings() {
    return new Settings(
        List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11));
  }

  /**
   * The errors, in the order of the steps.
   *
   * @param h the steps
   * @param central the error of the central difference with each
   * @param oneSided the error of the one-sided difference with each
   */
  public record Result(List<Double> h, List<Double> central, List<Double> oneSided) {
    /** The step with which the central difference comes closest. */
    public double best() {
      double least = central.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      return h.get(central.indexOf(least));
    }
  }

  /** Measures both errors in a network that is drawn from {@code seed}. */
  public static Result run(Settings settings, long seed) {
    RnnCell cell = new RnnCell(3, 4, new Random(seed));
    DirectedLoss<?> loss = new DirectedLoss<>(cell, seed);
    loss.backward();
    List<Parameter> all = cell.parameters();
    return new Result(
        settings.h(),
        settings.h().stream()
            .map(h -> error(all, p -> GradientCheck.numeric(p.value, loss, h)))
            .toList(),
        settings.h().stream().map(h -> error(all, p -> oneSided(p.value, loss, h))).toList());
  }

  private interface Numeric {
    Matrix of(Parameter p);
  }

  private static double error(List<Parameter> all, Numeric numeric) {
    double off = 0;
    double whole = 0;
    for (Parameter p : all) {
      off = Math.hypot(off, numeric.of(p).minus(p.grad).norm());
      whole = Math.hypot(whole, p.grad.norm());
    }
    return off / whole;
  }

  private static Matrix oneSided(Matrix w, DoubleSupplier loss, double h) {
    double here = loss.getAsDouble();
    double[] values = w.data();
    Matrix gradient = new Matrix(w.rows(), w.cols());
    Arrays.setAll(
        gradient.data(),
        i -> {
          double kept = values[i];
          values[i] = kept + h;
          double above = loss.getAsDouble();
          values[i] = kept;
          return (above - here) / h;
        });
    return gradient;
  }
}
