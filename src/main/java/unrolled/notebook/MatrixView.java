package unrolled.notebook;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.matrix.Matrix;

/** A matrix as a table with its shape; a large one is abridged. */
public final class MatrixView implements Rich {
  private static final int SHOWN = 12; // rows and columns

  private final Matrix matrix;

  public MatrixView(Matrix matrix) {
    this.matrix = matrix;
  }

  @Override
  public Map<String, String> mime() {
    return Map.of(
        "text/html",
        """
        <table class="unrolled-matrix">
        <caption>%s</caption>
        <thead><tr><td></td>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table>"""
            .formatted(matrix.shape(), heads(), rows()));
  }

  private String heads() {
    return IntStream.range(0, Math.min(SHOWN, matrix.cols()))
        .mapToObj(
            c -> "<th scope=\"col\" style=\"text-align: right; padding: .1em .6em\">" + c + "</th>")
        .collect(Collectors.joining("", "", matrix.cols() > SHOWN ? "<th>…</th>" : ""));
  }

  private String rows() {
    return IntStream.range(0, Math.min(SHOWN, matrix.rows()))
        .mapToObj(
            r ->
                "<tr><th scope=\"row\" style=\"padding: .1em .6em\">"
                    + r
                    + "</th>"
                    + row(r)
                    + "</tr>\n")
        .collect(Collectors.joining("", "", matrix.rows() > SHOWN ? "<tr><th>…</th></tr>\n" : ""));
  }

  private String row(int r) {
    return IntStream.range(0, Math.min(SHOWN, matrix.cols()))
        .mapToObj(c -> Numbers.fixed(matrix.get(r, c), 4))
        .map(number -> "<td style=\"text-align: right; padding: .1em .6em\">" + number + "</td>")
        .collect(Collectors.joining("", "", matrix.cols() > SHOWN ? "<td>…</td>" : ""));
  }

  @Override
  public String toString() {
    return matrix.toString();
  }
}
