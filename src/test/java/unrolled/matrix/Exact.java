package unrolled.matrix;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to 30 digits and more, and how far a double is from them. */
final class Exact {
  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private Exact() {}

  /** {@code e^x} by its power series, of x / 2^12 and then squared 12 times. */
  static BigDecimal exp(double x) {
    BigDecimal r = new BigDecimal(x).divide(BigDecimal.valueOf(4096), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i < 30; i++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < 12; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  static BigDecimal sigmoid(double x) {
    BigDecimal e = exp(x);
    return e.divide(e.add(BigDecimal.ONE), DIGITS);
  }

  /** Near 0 by x − x³/3 + 2x⁵/15, because the quotient would lose its digits. */
  static BigDecimal tanh(double x) {
    if (Math.abs(x) > 1e-6) {
      BigDecimal e = exp(2 * x);
      return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }
    BigDecimal v = new BigDecimal(x);
    BigDecimal q = v.multiply(v, DIGITS);
    BigDecimal series =
        TWO.divide(BigDecimal.valueOf(15), DIGITS)
            .multiply(q, DIGITS)
            .subtract(BigDecimal.ONE.divide(BigDecimal.valueOf(3), DIGITS));
    return v.add(v.multiply(q, DIGITS).multiply(series, DIGITS), DIGITS);
  }

  /** The distance from {@code y} to the exact value, in units of its last place. */
  static double ulps(double y, BigDecimal value) {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest) || Double.isInfinite(y)) {
      return y == nearest ? 0 : 1e9;
    }
    BigDecimal unit = new BigDecimal(Math.ulp(nearest));
    return new BigDecimal(y).subtract(value).abs().divide(unit, DIGITS).doubleValue();
  }
}
