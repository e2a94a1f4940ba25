package unrolled.exercise;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import unrolled.matrix.Matrix;

/** How numbers, matrices and paths are written in messages. */
final class Texts {
  private static final int ROWS = 6;
  private static final int COLUMNS = 8;

  private static final int DIGITS = 6;
  private static final int ALL_DIGITS = 17;

  /** How many numbers fit into a sentence. */
  private static final int MOST = 12;

  private Texts() {}

  /** Six significant digits, and no trailing zeros. */
  static String number(double value) {
    return number(value, DIGITS);
  }

  private static String number(double value, int digits) {
    if (!Double.isFinite(value) || value == Math.rint(value) && Math.abs(value) < 1e6) {
      return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
    String text = String.format(Locale.ROOT, "%." + digits + "g", value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
  }

  /** Two numbers that differ, with as many digits as it takes to see that. */
  static String[] apart(double one, double other) {
    for (int digits = DIGITS; digits < ALL_DIGITS; digits++) {
      String[] texts = {number(one, digits), number(other, digits)};
      if (!texts[0].equals(texts[1])) {
        return texts;
      }
    }
    return new String[] {Double.toString(one), Double.toString(other)};
  }

  /** The entries in columns, to four digits if there are several; a large matrix is cut off. */
  static String matrix(Matrix m) {
    if (m.data().length == 1) {
      return number(m.get(0, 0));
    }
    String[][] shown = new String[Math.min(m.rows(), ROWS)][Math.min(m.cols(), COLUMNS)];
    int width = 0;
    for (int r = 0; r < shown.length; r++) {
      for (int c = 0; c < shown[r].length; c++) {
        shown[r][c] = entry(m.get(r, c));
        width = Math.max(width, shown[r][c].length());
      }
    }
    var text = new StringBuilder();
    for (int r = 0; r < shown.length; r++) {
      text.append(r == 0 ? "" : "\n");
      for (int c = 0; c < shown[r].length; c++) {
        String entry = shown[r][c];
        text.append(c == 0 ? "" : " ").append(" ".repeat(width - entry.length())).append(entry);
      }
      text.append(m.cols() > COLUMNS ? " …" : "");
    }
    return text.append(m.rows() > ROWS ? "\n…" : "").toString();
  }

  /** A value in one line: the numbers if there are few, else the shape. */
  static String brief(Object value) {
    if (value instanceof int[] all) {
      return all.length <= MOST ? Arrays.toString(all) : all.length + " numbers";
    }
    if (value instanceof double[] all) {
      return all.length <= MOST
          ? Arrays.stream(all).mapToObj(Texts::number).collect(Collectors.joining(", ", "[", "]"))
          : all.length + " numbers";
    }
    if (value instanceof Matrix m) {
      return m.data().length == 1 ? number(m.get(0, 0)) : m.shape();
    }
    if (value instanceof Matrix[] all) {
      return all.length + " matrices";
    }
    return value instanceof Double v ? number(v) : String.valueOf(value);
  }

  /** One number of several: four digits behind the point. */
  static String entry(double value) {
    boolean plain = value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4;
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, plain ? "%.4f" : "%.2e", value)
        : Double.toString(value);
  }

  /** The names as a sentence lists them: a, b and c. */
  static String list(List<String> names) {
    int last = names.size() - 1;
    String before = String.join(", ", names.subList(0, last));
    return before.isEmpty() ? names.get(last) : before + " and " + names.get(last);
  }

  /** A number and what it counts: 1 test, 2 tests. */
  static String count(long number, String thing) {
    String all = thing.endsWith("ix") ? thing.replaceFirst("ix$", "ices") : thing + "s";
    return number + " " + (number == 1 ? thing : all);
  }

  /** A path as it is seen from the checkout. */
  static String relative(Path file) {
    Path home = Home.path();
    Path path = file.startsWith(home) ? home.relativize(file) : file;
    return path.toString().replace('\\', '/');
  }
}
