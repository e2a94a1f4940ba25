package unrolled.exercise;

import java.nio.file.Path;
import java.util.Locale;
import unrolled.matrix.Matrix;

/** How numbers, matrices and paths are written in messages. */
final class Texts {
  private static final int ROWS = 6;
  private static final int COLUMNS = 8;

  private Texts() {}

  /** Six significant digits, and no trailing zeros. */
  static String number(double value) {
    if (!Double.isFinite(value) || value == Math.rint(value) && Math.abs(value) < 1e6) {
      return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains("e") ? text : text.replaceAll("0+$", "");
  }

  /** The entries, row by row; a large matrix is cut off. */
  static String matrix(Matrix m) {
    var text = new StringBuilder();
    for (int r = 0; r < Math.min(m.rows(), ROWS); r++) {
      text.append(r == 0 ? "" : "\n");
      for (int c = 0; c < Math.min(m.cols(), COLUMNS); c++) {
        text.append(c == 0 ? "" : "  ").append(number(m.get(r, c)));
      }
      text.append(m.cols() > COLUMNS ? "  …" : "");
    }
    return text.append(m.rows() > ROWS ? "\n…" : "").toString();
  }

  /** A path as it is seen from the checkout. */
  static String relative(Path file) {
    Path home = Home.path();
    Path path = file.startsWith(home) ? home.relativize(file) : file;
    return path.toString().replace('\\', '/');
  }
}
