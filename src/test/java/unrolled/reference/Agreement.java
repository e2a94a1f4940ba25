package unrolled.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import unrolled.matrix.Matrix;

/**
 * How far our numbers are from a reference, entry by entry:
 *
 * <pre>{@code
 * |ours − theirs| / max(|ours|, |theirs|, 1e-3 · the largest entry of theirs)
 * }</pre>
 *
 * <p>The last term is for entries that are small because large terms cancelled: they carry the
 * round-off of those terms.
 */
public final class Agreement {
  private final String what;
  private final double bound;
  private double worst;
  private String where = "nowhere";

  public Agreement(String what, double bound) {
    this.what = what;
    this.bound = bound;
  }

  public void compare(String name, double expected, double actual) {
    compare(name, Matrix.row(expected), Matrix.row(actual));
  }

  public void compare(String name, Matrix expected, Matrix actual) {
    double largest = 0;
    expected.maxDifference(actual); // the shapes must be the same
    for (double v : expected.data()) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < expected.data().length; i++) {
      double e = expected.data()[i];
      double a = actual.data()[i];
      double scale = Math.max(Math.max(Math.abs(e), Math.abs(a)), 1e-3 * largest);
      double error = e == a ? 0 : Math.abs(e - a) / scale;
      if (Double.isNaN(error)) {
        error = Double.POSITIVE_INFINITY;
      }
      if (error > worst) {
        worst = error;
        where = "%s, entry %d: expected %s, was %s".formatted(name, i, e, a);
      }
    }
  }

  public double worst() {
    return worst;
  }

  @Override
  public String toString() {
    return "%-40s largest relative difference %.1e (%s)".formatted(what, worst, where);
  }

  /** Fails if the largest difference is beyond the bound. */
  public void verify() {
    assertTrue(worst <= bound, () -> "%s: %.2e > %.0e at %s".formatted(what, worst, bound, where));
  }

  /** As {@link #verify}, and prints the largest difference first: the agreement is a result. */
  public void report() {
    System.out.printf("%-36s largest relative difference %.1e%n", what, worst);
    verify();
  }
}
