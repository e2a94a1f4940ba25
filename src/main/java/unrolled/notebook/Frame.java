package unrolled.notebook;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.matrix.Matrix;

/**
 * One time step of a cell, laid open: every row of numbers in it, and how each unit came to its
 * own.
 *
 * @param step from 1
 * @param of how many steps there are
 * @param token that was read
 * @param parts the rows, in the order in which they are computed: {@code x_t} and the state that
 *     came in, the gates, the state that went out
 * @param units for each unit, the equations of its numbers in the same order
 */
public record Frame(int step, int of, String token, List<Part> parts, List<List<Equation>> units) {

  /**
   * A row of numbers of a step.
   *
   * @param name such as {@code h_(t-1)}
   * @param meaning in words
   * @param row (1 × D) for the input, (1 × H) for all others
   */
  public record Part(String name, String meaning, Matrix row) {
    /** The number that has the full colour: 1, but for inputs, and for what grows above it. */
    double scale() {
      double largest = HeatSvg.largest(row);
      return name.equals(LaidOpen.X) ? largest : Math.max(1, largest);
    }
  }

  static Frame of(int t, List<String> tokens, LaidOpen cell, Step<? extends State<?>> step) {
    List<List<Equation>> units =
        IntStream.range(0, step.state().h().cols()).mapToObj(j -> cell.unit(j, step)).toList();
    return new Frame(t + 1, tokens.size(), tokens.get(t), cell.parts(step), units);
  }

  /** The row named {@code name}, such as {@code c_t}. */
  public Matrix row(String name) {
    return parts.stream()
        .filter(p -> p.name().equals(name))
        .map(Part::row)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noSuchRow(name)));
  }

  private String noSuchRow(String name) {
    String names = parts.stream().map(Part::name).collect(Collectors.joining(", "));
    return "Frame: expected one of " + names + ", got " + name;
  }

  /** {@code step 3 of 6: bit}. */
  public String status() {
    return "step %d of %d: %s".formatted(step, of, VisibleToken.visible(token));
  }

  /**
   * The frame as text, with the equations of {@code unit}; {@code inputs} names the entries of x.
   */
  String text(int unit, List<String> inputs) {
    String rows = parts.stream().map(p -> line(p, inputs)).collect(Collectors.joining("\n"));
    String sums = units.get(unit).stream().map(Equation::text).collect(Collectors.joining("\n"));
    return status() + "\n" + rows + "\n" + sums;
  }

  private static String line(Part part, List<String> inputs) {
    Matrix row = part.row();
    String numbers = String.join("  ", HeatMap.texts(row, part.scale()));
    OptionalInt hot = part.name().equals(LaidOpen.X) ? hot(row) : OptionalInt.empty();
    String word = hot.isPresent() ? "  " + VisibleToken.visible(inputs.get(hot.getAsInt())) : "";
    return "%-7s [ %s ]%s".formatted(part.name(), numbers, word);
  }

  /** Where a one-hot row has its 1; empty if the row is not one-hot. */
  static OptionalInt hot(Matrix row) {
    int[] places = IntStream.range(0, row.cols()).filter(i -> row.get(0, i) != 0).toArray();
    boolean oneHot = places.length == 1 && row.get(0, places[0]) == 1;
    return oneHot ? OptionalInt.of(places[0]) : OptionalInt.empty();
  }
}
