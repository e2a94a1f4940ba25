package unrolled.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as people read them: as many digits as mean something, and no more. */
final class Numbers {
  private static final Pattern HYPHEN_BEFORE_NUMBER =
      Pattern.compile("(?<![\\p{L}\\p{N})])-(?=\\d)");

  private static final int DIGITS = 3;
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits: 0.512, −32,033, 1.3 × 10⁻¹⁰. Whole numbers are written in full. */
  static String text(double value) {
    return text(value, DIGITS);
  }

  /** At least {@code digits} significant digits; trailing zeros are dropped. */
  static String text(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e12) {
      return minus(String.format(Locale.ROOT, "%,.0f", value));
    }
    if (size < 1e-3 || size >= 1e12) {
      return scientific(value, digits);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
    int kept = size >= 1000 ? Math.max(0, Math.min(decimals, digits - DIGITS)) : decimals;
    return minus(String.format(Locale.ROOT, "%,." + kept + "f", value));
  }

  /**
   * A fixed number of decimals, so that numbers stand in columns; very small ones keep their power
   * of ten.
   */
  static String fixed(double value, int decimals) {
    boolean lost = value != 0 && Math.abs(value) < 0.5 * Math.pow(10, -decimals);
    if (lost || Math.abs(value) >= 1e6 || !Double.isFinite(value)) {
      return text(value, 2);
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return minus(text.matches("-0\\.?0*") ? text.substring(1) : text);
  }

  /** A fixed number of decimals, whatever is lost by it. */
  static String decimals(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return text(value);
    }
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return minus(text.matches("-0\\.?0*") ? text.substring(1) : text);
  }

  /** A power as it is written behind its base: ⁻¹². */
  static String raised(long power) {
    StringBuilder raised = new StringBuilder();
    for (char c : Long.toString(power).toCharArray()) {
      raised.append(c == '-' ? '⁻' : RAISED.charAt(c - '0'));
    }
    return raised.toString();
  }

  /** {@code text}, where the hyphen before a number becomes the minus sign that print uses. */
  static String withMinus(String text) {
    return HYPHEN_BEFORE_NUMBER.matcher(text).replaceAll("−");
  }

  /** {@code text} with the minus sign that print uses. */
  private static String minus(String text) {
    return text.replace('-', '−');
  }

  private static String scientific(double value, int digits) {
    String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e", 2);
    String mantissa = parts[0].contains(".") ? parts[0].replaceAll("\\.?0+$", "") : parts[0];
    return minus(mantissa) + " × 10" + raised(Integer.parseInt(parts[1]));
  }
}
