package unrolled.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/**
 * A row of numbers as coloured cells in pieces that wrap, so that every number is in view however
 * narrow the page is.
 *
 * <p>A long row that is mostly zeros, such as a one-hot word, shows the pieces that are not and
 * counts the zeros between them. Any other long row is drawn without its numbers.
 *
 * @param told what a screen reader says of the row, before its numbers
 * @param names of the entries, or none
 * @param scale the number that has the full colour
 */
record Strip(String told, Matrix row, List<String> names, double scale) {
  private static final int LONG = 16;
  private static final int PIECE = 4; // entries with numbers
  private static final int PLAIN_PIECE = 16; // entries without
  private static final int FEW = 4; // entries that are not 0, in a row that is mostly zeros

  private boolean hasNumbers() {
    return row.cols() <= LONG || Arrays.stream(row.data()).filter(v -> v != 0).count() <= FEW;
  }

  /** Whether the names of the entries stand above them. */
  boolean isNamed() {
    return hasNumbers() && !names.isEmpty();
  }

  String html() {
    boolean numbers = hasNumbers();
    int size = numbers ? PIECE : PLAIN_PIECE;
    StringBuilder html = new StringBuilder();
    int zeros = 0;
    for (int from = 0; from < row.cols(); from += size) {
      int to = Math.min(from + size, row.cols());
      if (row.cols() > LONG && isZero(from, to)) {
        zeros += to - from;
        continue;
      }
      html.append(zeros(zeros)).append(piece(numbers, from, to));
      zeros = 0;
    }
    return html.append(zeros(zeros)).toString();
  }

  private boolean isZero(int from, int to) {
    return Arrays.stream(row.data(), from, to).allMatch(v -> v == 0);
  }

  private static String zeros(int count) {
    return count == 0 ? "" : "<span class=\"zeros\">… %d zeros …</span>\n".formatted(count);
  }

  private String piece(boolean numbers, int from, int to) {
    String said = told + " " + place(from, to) + ": " + String.join(" ", said(from, to));
    return new HeatSvg(row, numbers ? names : List.of(), scale, numbers, from, to).draw(said);
  }

  private static String place(int from, int to) {
    return to - from == 1 ? "[" + from + "]" : "[" + from + "] to [" + (to - 1) + "]";
  }

  private List<String> said(int from, int to) {
    List<String> numbers = HeatMap.texts(row, scale).subList(from, to);
    if (names.isEmpty()) {
      return numbers;
    }
    return IntStream.range(from, to)
        .mapToObj(i -> VisibleToken.visible(names.get(i)) + " " + numbers.get(i - from))
        .toList();
  }
}
