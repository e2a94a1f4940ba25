package unrolled.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import unrolled.matrix.Matrix;
import unrolled.nn.Parameter;

/**
 * A backward pass, held against finite differences of the forward pass.
 *
 * <pre>{@code
 * numeric  = (loss(w + h) − loss(w − h)) / 2h            for each entry w, one at a time
 * error    = |analytic − numeric| / max(|analytic|, |numeric|, floor)
 * floor    = 1e-4 · the largest gradient of the same parameter
 * }</pre>
 *
 * <p>The central difference is off by about h², and by the round-off of the loss over h. With
 * doubles and h = 1e-5 a right backward pass shows errors around 1e-7, and up to 1e-5 for an input
 * so far before the loss that its gradient has almost vanished; a wrong one usually shows more than
 * 1e-2. The floor keeps an entry whose gradient is nearly 0 from being judged on round-off alone.
 */
public final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final double FLOOR = 1e-4;

  private GradientCheck() {}

  /**
   * The entry of one parameter where analytic and numeric gradient differ most.
   *
   * @param parameter its name
   * @param error relative, see the class; infinite if either gradient is NaN or infinite
   */
  public record Worst(
      String parameter, int row, int column, double analytic, double numeric, double error) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s[%d,%d]: backward says %.6g, finite differences say %.6g, relative error %.1e",
          parameter,
          row,
          column,
          analytic,
          numeric,
          error);
    }
  }

  /**
   * The worst entry of each parameter, worst first. The gradients must stand in {@code grad}
   * already; the values are moved one by one and put back exactly.
   *
   * @param loss computes the loss again from the parameters as they are; must not change them
   */
  public static List<Worst> check(List<Parameter> parameters, DoubleSupplier loss) {
    return check(parameters, loss, STEP);
  }

  /** As {@link #check(List, DoubleSupplier)}, with a step h of your own. */
  public static List<Worst> check(List<Parameter> parameters, DoubleSupplier loss, double h) {
    Positive.require("GradientCheck", "the step h", h);
    List<Worst> all = new ArrayList<>();
    for (Parameter p : parameters) {
      all.add(worst(p, numeric(p.value, loss, h)));
    }
    all.sort(Comparator.comparingDouble(Worst::error).reversed());
    return all;
  }

  /** The gradient of {@code loss} with respect to {@code w} by central differences. */
  public static Matrix numeric(Matrix w, DoubleSupplier loss, double h) {
    Matrix gradient = new Matrix(w.rows(), w.cols());
    double[] values = w.data();
    for (int i = 0; i < values.length; i++) {
      double kept = values[i];
      values[i] = kept + h;
      double above = loss.getAsDouble();
      values[i] = kept - h;
      double below = loss.getAsDouble();
      values[i] = kept;
      gradient.data()[i] = (above - below) / (2 * h);
    }
    return gradient;
  }

  private static Worst worst(Parameter p, Matrix numeric) {
    DoubleStream sizes = Arrays.stream(p.grad.data()).map(Math::abs).filter(Double::isFinite);
    double floor = FLOOR * sizes.max().orElse(0);
    Worst worst = new Worst(p.name(), 0, 0, 0, 0, 0);
    for (int r = 0; r < numeric.rows(); r++) {
      for (int c = 0; c < numeric.cols(); c++) {
        double a = p.grad.get(r, c);
        double n = numeric.get(r, c);
        double error = error(a, n, floor);
        if (error > worst.error) {
          worst = new Worst(p.name(), r, c, a, n, error);
        }
      }
    }
    return worst;
  }

  /** NaN compares as nothing, so it is turned into the largest error there is. */
  private static double error(double a, double n, double floor) {
    if (!Double.isFinite(a - n)) {
      return Double.POSITIVE_INFINITY;
    }
    return a == n ? 0 : Math.abs(a - n) / Math.max(Math.max(Math.abs(a), Math.abs(n)), floor);
  }
}
