package unrolled.exercise;

import java.util.List;
import unrolled.matrix.Matrix;

/**
 * What is kept of one output to know it again: its form, and a sum of its entries with weights that
 * no two entries share. Two outputs with the same mark are equal, up to {@link Expect#EXACT}.
 *
 * @param form the shapes, where numbers are not finite or too large to be summed, or what was
 *     thrown
 * @param sum the weighted sum of the other entries
 * @param size the same of their absolute values: what an error is measured against
 */
record Mark(int form, double sum, double size) {
  /** The form of an exception where another kind of exception is right. */
  private static final int OTHER_KIND = "another kind of exception".hashCode();

  /** Numbers that are larger would make the sums infinite, and every error small beside them. */
  private static final double LARGEST = 1e150;

  /**
   * The mark of an output.
   *
   * @param refusal the exception that is right for these inputs; empty if none is
   */
  static Mark of(Outcome outcome, int output, String refusal) {
    if (outcome.isThrown()) {
      Throwable e = outcome.thrown();
      int form =
          refusal.isEmpty()
              ? said(e).hashCode()
              : isA(e.getClass(), refusal) ? refusal.hashCode() : OTHER_KIND;
      return new Mark(form, 0, 0);
    }
    List<Values.Part> parts;
    try {
      parts = Values.parts("", outcome.values().get(output));
    } catch (AssertionError e) {
      return new Mark(String.valueOf(e.getMessage()).hashCode(), 0, 0);
    }
    int form = 1;
    double sum = 0;
    double size = 0;
    int at = 0;
    for (Values.Part part : parts) {
      Matrix m = part.matrix();
      form = 31 * (31 * form + m.rows()) + m.cols();
      for (double v : m.data()) {
        at++;
        if (Math.abs(v) < LARGEST) {
          double weight = weight(at);
          sum += weight * v;
          size += Math.abs(weight * v);
        } else {
          form = 31 * (31 * form + at) + Double.hashCode(v);
        }
      }
    }
    return new Mark(form, sum, size);
  }

  /** The marks of all outputs. */
  static Mark[] all(Outcome outcome, String refusal) {
    Mark[] marks = new Mark[outcome.names().size()];
    for (int s = 0; s < marks.length; s++) {
      marks[s] = of(outcome, s, refusal);
    }
    return marks;
  }

  /**
   * A matrix says what did not fit, by which mistakes are told apart; an index says little, be it
   * of an array or of a matrix.
   */
  private static String said(Throwable e) {
    String message = String.valueOf(e.getMessage());
    boolean isIndex =
        e instanceof IndexOutOfBoundsException
            || message.matches("(entry \\(|\\w+: row ).* of a .* matrix");
    if (isIndex) {
      return "index";
    }
    return e instanceof IllegalArgumentException && message.matches(".*\\(\\d+ × \\d+\\).*")
        ? message
        : e.getClass().getName();
  }

  private static boolean isA(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  boolean same(Mark other) {
    double scale = Math.max(1, Math.max(size, other.size));
    return form == other.form && Math.abs(sum - other.sum) <= Expect.EXACT * scale;
  }

  /** Between 0.5 and 1.5, and without a pattern: the digits behind the point of n times √2 − 1. */
  private static double weight(int n) {
    double x = n * 0.41421356237309503 + 0.27182818284590452 * n * n;
    return 0.5 + x - Math.floor(x);
  }
}
