package unrolled.notebook;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import unrolled.cell.Cell;
import unrolled.cell.State;
import unrolled.cell.Step;
import unrolled.layer.Unrolled;
import unrolled.matrix.Matrix;

/**
 * Walks through a sentence with a recurrent cell: forward, back, and every number in sight. The
 * cell is an RnnCell, an LstmCell, a GruCell, a GruResetBeforeCell or a MinGruCell.
 *
 * <pre>{@code
 * var run = new Unrolled<>(cell).forward(xs);
 * new Unroller(sentence, cell, run).inputs(words.tokens())
 * }</pre>
 *
 * <p>In a notebook it is a small machine with buttons that needs no script; in JShell {@link #next}
 * and {@link #back} show one step after the other.
 */
public final class Unroller implements Rich {
  private final List<String> equations;
  private final List<Frame> frames;
  private List<String> inputNames;
  private int at;
  private int unit;

  /**
   * An unroller at the first step.
   *
   * @param tokens the sentence, one token for each step
   * @param cell that read it
   * @param run what {@code cell} made of the sentence, with a batch of 1
   * @throws IllegalArgumentException if the run has another number of steps or a larger batch, or
   *     if the weights of the cell do not give the numbers of the run
   */
  public <S extends State<S>> Unroller(List<String> tokens, Cell<S> cell, Unrolled.Run<S> run) {
    List<Step<S>> steps = run.steps();
    if (tokens.size() != steps.size()) {
      throw new IllegalArgumentException(
          "Unroller: expected %d tokens, one for each step, got %d"
              .formatted(steps.size(), tokens.size()));
    }
    Matrix x = steps.get(0).x();
    if (x.rows() != 1) {
      throw new IllegalArgumentException(
          "Unroller: expected a batch of 1, got an input of " + x.shape());
    }
    LaidOpen open = LaidOpen.of(cell);
    equations = open.equations();
    frames =
        IntStream.range(0, steps.size())
            .mapToObj(t -> Frame.of(t, tokens, open, steps.get(t)))
            .toList();
    inputNames = IntStream.range(0, x.cols()).mapToObj(this::word).toList();
  }

  /** The token at whose step entry {@code i} of a one-hot x was 1, or else its number. */
  private String word(int i) {
    return frames.stream()
        .filter(f -> Frame.hot(f.row(LaidOpen.X)).equals(OptionalInt.of(i)))
        .map(Frame::token)
        .findFirst()
        .orElse("[" + i + "]");
  }

  /**
   * Names the entries of x, such as the words of a vocabulary when x is one-hot. Without this call
   * each entry of a one-hot x has the name of the token that it stood for.
   */
  public Unroller inputs(List<String> names) {
    if (names.size() != inputNames.size()) {
      throw new IllegalArgumentException(
          "Unroller: expected %d names of inputs, got %d"
              .formatted(inputNames.size(), names.size()));
    }
    inputNames = List.copyOf(names);
    return this;
  }

  /** One step forward; stays at the last. */
  public Unroller next() {
    at = Math.min(at + 1, frames.size() - 1);
    return this;
  }

  /** One step back; stays at the first. */
  public Unroller back() {
    at = Math.max(at - 1, 0);
    return this;
  }

  /** Writes out the equations of {@code unit}, from 0. */
  public Unroller unit(int unit) {
    int units = frame().units().size();
    if (unit < 0 || unit >= units) {
      throw new IllegalArgumentException(
          "Unroller: expected a unit from 0 to %d, got %d".formatted(units - 1, unit));
    }
    this.unit = unit;
    return this;
  }

  /** The step that is shown. */
  public Frame frame() {
    return frames.get(at);
  }

  /** All steps, in order of time. */
  public List<Frame> frames() {
    return frames;
  }

  /** All steps as one page, opened at the current one. */
  @Override
  public Map<String, String> mime() {
    return Map.of("text/html", new UnrollerHtml(equations, frames, inputNames, at, unit).html());
  }

  /** The current step, and how to move. */
  @Override
  public String toString() {
    String first = at == 0 ? "" : "back()";
    String last = at == frames.size() - 1 ? "" : "next()";
    String moves = String.join("  ", List.of(first, last)).strip();
    return frame().text(unit, inputNames) + (moves.isEmpty() ? "" : "\n" + moves);
  }
}
