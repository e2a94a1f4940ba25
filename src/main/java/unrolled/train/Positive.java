package unrolled.train;

/** The check that a setting is a number above zero. */
final class Positive {
  private Positive() {}

  static double require(String who, String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          who + ": " + what + " must be a positive number, got " + value);
    }
    return value;
  }

  static double from0(String who, String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          who + ": " + what + " must be from 0 to below 1, got " + value);
    }
    return value;
  }

  static double below1(String who, String what, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          who + ": " + what + " must be between 0 and 1, got " + value);
    }
    return value;
  }
}
