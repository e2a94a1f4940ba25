package unrolled.matrix;

import java.util.Locale;
import java.util.function.Supplier;

/** The checks of shapes, and the one way in which a shape and a matrix are written for people. */
final class Shapes {
  private static final int MOST = Integer.MAX_VALUE - 8; // numbers in one array
  private static final int SHOWN = 8; // rows and columns printed before a matrix is abridged

  private Shapes() {}

  static String text(int rows, int cols) {
    return "(" + rows + " × " + cols + ")";
  }

  static int size(int rows, int cols) {
    if (rows < 0 || cols < 0 || (long) rows * cols > MOST) {
      throw new IllegalArgumentException(
          "a matrix cannot have the shape %s: it holds 0 to %,d numbers"
              .formatted(text(rows, cols), MOST));
    }
    return rows * cols;
  }

  /** Storage for so many numbers. */
  static double[] numbers(int size) {
    try {
      return new double[size];
    } catch (OutOfMemoryError e) {
      OutOfMemoryError error =
          new OutOfMemoryError(
              String.format(
                  Locale.ROOT,
                  "%,d numbers need %,.1f MB in one piece; the JVM has at most %,.1f MB in all."
                      + " Take fewer rows or fewer steps at once, or start java with a larger -Xmx",
                  size,
                  size * 8L / 1e6,
                  Runtime.getRuntime().maxMemory() / 1e6));
      error.initCause(e);
      throw error;
    }
  }

  static void require(boolean holds, Supplier<String> message) {
    if (!holds) {
      throw new IllegalArgumentException(message.get());
    }
  }

  /** Where entry (r, c) stands in the storage of {@code m}. */
  static int index(Matrix m, int r, int c) {
    if (r < 0 || r >= m.rows() || c < 0 || c >= m.cols()) // a lambda here would be made each time
    {
      throw new IllegalArgumentException(
          "entry (%d, %d) of a %s matrix".formatted(r, c, m.shape()));
    }
    return r * m.cols() + c;
  }

  static void same(String operation, Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      boolean isRow = operation.equals("plus") && b.rows() == 1 && a.cols() == b.cols();
      throw new IllegalArgumentException(
          "%s: %s and %s; the shapes must be the same%s"
              .formatted(
                  operation,
                  a.shape(),
                  b.shape(),
                  isRow ? ", or use plusRow to add one row to every row" : ""));
    }
  }

  /** Inner sizes agree, the target has the product's shape, and is not one of the factors. */
  static void product(
      String operation,
      boolean inner,
      Matrix a,
      Matrix b,
      String ta,
      String tb,
      Matrix out,
      int m,
      int n) {
    String problem = null;
    if (!inner) {
      problem = "%s: %s%s · %s%s".formatted(operation, a.shape(), ta, b.shape(), tb);
    } else if (out.rows() != m || out.cols() != n) {
      problem =
          "%s: %s%s · %s%s is %s, the target is %s"
              .formatted(operation, a.shape(), ta, b.shape(), tb, text(m, n), out.shape());
    } else if (out.storage() == a.storage() || out.storage() == b.storage()) {
      problem = operation + ": the target must not be one of the factors";
    }
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** The shape and the entries to four decimals; a large matrix is abridged. */
  static String print(Matrix m) {
    StringBuilder s = new StringBuilder(m.shape());
    for (int r = 0; r < Math.min(m.rows(), SHOWN); r++) {
      s.append('\n');
      for (int c = 0; c < Math.min(m.cols(), SHOWN); c++) {
        s.append(String.format(Locale.ROOT, "%10.4f", m.get(r, c)));
      }
      if (m.cols() > SHOWN) {
        s.append("  …");
      }
    }
    return m.rows() > SHOWN ? s.append("\n  …").toString() : s.toString();
  }
}
