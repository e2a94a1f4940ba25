package unrolled.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import unrolled.matrix.Matrix;

/**
 * Two matrices that should agree and do not.
 *
 * @param name what they are called
 * @param expected what should have come (m × n)
 * @param actual what came (m × n)
 * @param at the first entry that is off, counted along the rows
 */
public record Disagreement(String name, Matrix expected, Matrix actual, int at) {
  private static final int ROWS = 6;
  private static final String GAP = "   ";

  /** The part of a matrix that is shown: {@code size} of {@code of}, from {@code from} on. */
  private record Window(int from, int size, int of) {
    /** As many as may be, with this one among them. */
    static Window around(int index, int of, int most) {
      int size = Math.min(of, Math.max(1, most));
      int from = Math.min(Math.max(0, index - size / 2), of - size);
      return new Window(from, size, of);
    }

    String told(String what) {
      return size == of ? "" : ", " + what + " " + from + " to " + (from + size - 1) + " of " + of;
    }
  }

  /** Whether neither a NaN nor an infinity is expected. */
  boolean isFinite() {
    return Arrays.stream(expected.data()).allMatch(Double::isFinite);
  }

  /** How many numbers each of the two holds. */
  public int entries() {
    return expected.data().length;
  }

  /** The row of the first entry that is off. */
  public int row() {
    return at / expected.cols();
  }

  /** The column of the first entry that is off. */
  public int column() {
    return at % expected.cols();
  }

  /** Where the first entry is that is off; of a single row, or an array, only how far along. */
  String place() {
    return expected.rows() == 1
        ? "entry " + column()
        : "row %d, column %d".formatted(row(), column());
  }

  /**
   * Both as a table, expected beside got, or above it where they are too wide for that. The first
   * entry that is off stands in brackets; a large matrix is cut off around it.
   *
   * @param width how many characters a line may have
   */
  public String table(int width) {
    Window rows = Window.around(row(), expected.rows(), ROWS);
    int cell = cellWidth(rows, new Window(0, expected.cols(), expected.cols()));
    Window columns = Window.around(column(), expected.cols(), width / (cell + 2));
    List<String> wanted = lines(expected, rows, columns, cell);
    List<String> got = lines(actual, rows, columns, cell);
    String cut = rows.told("rows") + columns.told(expected.rows() == 1 ? "entries" : "columns");
    String about = cut.isEmpty() ? "" : name + cut + "\n";
    int block = Math.max("expected".length(), columns.size * (cell + 2));
    return about
        + (2 * block + GAP.length() <= width ? beside(wanted, got, block) : above(wanted, got));
  }

  private static String beside(List<String> wanted, List<String> got, int block) {
    var lines = new ArrayList<String>();
    lines.add(" " + pad("expected", block - 1) + GAP + " got");
    for (int r = 0; r < wanted.size(); r++) {
      lines.add(pad(wanted.get(r), block) + GAP + got.get(r));
    }
    return joined(lines);
  }

  private static String above(List<String> wanted, List<String> got) {
    var lines = new ArrayList<String>();
    lines.add(" expected");
    lines.addAll(wanted);
    lines.add(" got");
    lines.addAll(got);
    return joined(lines);
  }

  private static String joined(List<String> lines) {
    return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private List<String> lines(Matrix m, Window rows, Window columns, int cell) {
    var lines = new ArrayList<String>();
    for (int r = rows.from; r < rows.from + rows.size; r++) {
      var line = new StringBuilder();
      for (int c = columns.from; c < columns.from + columns.size; c++) {
        boolean marked = r == row() && c == column();
        String number = number(m, r, c);
        line.append(" ".repeat(cell - number.length()))
            .append(marked ? "[" : " ")
            .append(number)
            .append(marked ? "]" : " ");
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private int cellWidth(Window rows, Window columns) {
    return IntStream.range(rows.from, rows.from + rows.size)
        .flatMap(
            r ->
                IntStream.range(0, columns.of)
                    .map(
                        c ->
                            Math.max(
                                number(expected, r, c).length(), number(actual, r, c).length())))
        .max()
        .orElse(0);
  }

  /** Four digits, but more where two different numbers would then look the same. */
  private String number(Matrix m, int r, int c) {
    if (isOfWholeNumbers()) {
      return Integer.toString((int) m.get(r, c));
    }
    String[] texts = {Texts.entry(expected.get(r, c)), Texts.entry(actual.get(r, c))};
    if (r == row() && c == column() && texts[0].equals(texts[1])) {
      texts = Texts.apart(expected.get(r, c), actual.get(r, c));
    }
    return texts[m == expected ? 0 : 1];
  }

  private boolean isOfWholeNumbers() {
    return Stream.of(expected, actual)
        .flatMapToDouble(m -> Arrays.stream(m.data()))
        .allMatch(v -> v == (int) v);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
